"""What every file has in common that people give: a picture or a PDF, never the bytes that were sent."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from files.cleaning import Cleaned


class CleanFile(models.Model):
    """A picture or a PDF as it was made anew from what was sent. It lies in the database, so a backup has it and a
    deletion leaves nothing behind. It is called what people called it, and saved under a name of ours."""

    class Kind(models.TextChoices):
        JPEG = "jpeg", _("Picture (JPEG)")
        PNG = "png", _("Picture (PNG)")
        WEBP = "webp", _("Picture (WebP)")
        PDF = "pdf", _("PDF")

    TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
    ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "pdf": "pdf"}

    kind = models.CharField(max_length=4, choices=Kind, editable=False)
    size = models.PositiveIntegerField(editable=False)  # bytes
    content = models.BinaryField(editable=False)

    class Meta:
        abstract = True

    # Verbs

    def hold(self, cleaned: Cleaned) -> None:
        """Take what `files.cleaning` made anew. Whoever calls saves it."""
        self.kind, self.content, self.size = cleaned.kind, cleaned.content, len(cleaned.content)

    # Questions

    @property
    def content_type(self) -> str:
        return self.TYPES[self.kind]

    @property
    def file_name(self) -> str:
        """In plain letters and with the ending of what it is, whatever it is called."""
        return f"{slugify(str(self))[:60] or 'file'}.{self.ENDINGS[self.kind]}"
