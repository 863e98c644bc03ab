"""To mean a group by typing its name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization


class GroupNameForm(forms.Form):
    """A listed group by its name or by the word in its address. Where several may be meant, they are offered."""

    UNKNOWN = _("No group called “%(name)s” is listed here.")
    OWN = _("That is your own group.")

    def __init__(self, *args, own: Organization | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        self.offered: list[Organization] = []

    def among(self):
        """The groups that may be meant."""
        return Organization.objects.listed()

    def named(self, text: str) -> Organization:
        """The group that is called so. Refused for one's own, for none, and where the name fits several."""
        listed = self.among().exclude(pk=self.own.pk if self.own else None)
        exact = list(listed.filter(name__iexact=text).select_related("place")[:2])
        if len(exact) == 1:
            return exact[0]
        if by_slug := listed.filter(slug=text).first():
            return by_slug
        if self.own and text.casefold() in (self.own.name.casefold(), self.own.slug):
            raise ValidationError(self.OWN, code="own")
        self.offered = exact or list(listed.filter(name__icontains=text).select_related("place")[:5])
        if self.offered:
            raise ValidationError(_("Which of these groups do you mean?"), code="ambiguous")
        raise ValidationError(self.UNKNOWN, code="unknown", params={"name": text})
