"""Which files the gazetteer was read from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The files that towns and postcodes came from, by their digest: one row, empty before the first load."""

    ONLY = 1

    digest = models.CharField(_("digest"), max_length=64, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), null=True)

    class Meta:
        verbose_name = _("edition of the gazetteer")
        verbose_name_plural = _("editions of the gazetteer")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="gazetteer_has_one_edition"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def current(cls) -> str:
        """The digest of what is loaded, or "" before the first load."""
        return cls.objects.filter(pk=cls.ONLY).values_list("digest", flat=True).first() or ""
