"""How somebody likes the site: her name, the language she reads and the clock she lives by."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from places.zones import is_known_zone


def validate_language(code: str) -> None:
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("This site does not speak that language."), code="unknown_language")


def validate_zone(name: str) -> None:
    if not is_known_zone(name):
        raise ValidationError(_("Choose a time zone from the list."), code="unknown_zone")


class PersonSettings(models.Model):
    """What the account page changes. Nothing of it is ever public."""

    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Any name you like. Never published."))
    language = models.CharField(
        _("language"), max_length=10, blank=True, default="", db_default="", validators=[validate_language]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, default="", db_default="", validators=[validate_zone]
    )

    class Meta:
        abstract = True

    def settle(self, *, name: str, language: str | None = None, time_zone: str = "") -> None:
        """Change how she likes it; a language of None stays as it was. "" is the site's own."""
        given = {"name": name, "time_zone": time_zone} | ({} if language is None else {"language": language})
        for field, value in given.items():
            setattr(self, field, value)
        self.clean_fields(exclude={field.name for field in self._meta.fields} - given.keys())
        self.save(update_fields=list(given))
