"""The words of a model for nobody in particular: what a town fills in is said in general."""

from django.utils.translation import gettext as _

from demands.blanks import begun_with_a_capital, fill


def in_general(text) -> dict[str, str]:
    """Title, sentence and text of a version as somebody reads them who has not said for which town."""
    names = {"body": _("council or board"), "town": _("our town")}
    names |= {blank["name"]: blank.get("general") or blank["label"] for blank in text.blanks}
    words = {"title": fill(text.title, names), "ask": fill(text.ask, names), "text": fill(text.text, names)}
    return words | {"title": begun_with_a_capital(words["title"])}
