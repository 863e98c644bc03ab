"""The words of a model for nobody in particular, and how two versions of them differ."""

from django.utils.translation import gettext as _

from demands.blanks import begun_with_a_capital, fill
from orgs import wording


def in_general(text) -> dict[str, str]:
    """Title, sentence and text of a version as somebody reads them who has not said for which town."""
    names = {"body": _("council or board"), "town": _("our town")}
    names |= {blank["name"]: blank.get("general") or blank["label"] for blank in text.blanks}
    words = {"title": fill(text.title, names), "ask": fill(text.ask, names), "text": fill(text.text, names)}
    return words | {"title": begun_with_a_capital(words["title"])}


def changes(older, newer) -> list[list[wording.Piece]]:
    """What went and what came from one version to another, for each of its parts that says something else."""
    pairs = zip(_parts(older), _parts(newer), strict=True)
    return [wording.differences(before, after) for before, after in pairs if before != after]


def _parts(text) -> list[str]:
    """Title, sentence, text, parts, proof and what bodies decide, without the marks that make words bold."""
    words = in_general(text)
    parts = [f"{number}. {part}" for number, part in enumerate(text.components, start=1)]
    says = [f"{label}: {says}" for label, _asked, says in text.decided_by()]
    long = words["text"].replace("**", "")
    return [words["title"], words["ask"], long, "\n".join(parts), text.evidence, "\n".join(says)]
