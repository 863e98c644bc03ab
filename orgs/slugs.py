"""The word by which a group or a series is found in an address: made once from its name, never changed."""

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

TAKEN = {"new", "models", "near", "towns"}  # /groups/new/, /desk/events/new/, /demands/models/ and such are pages


def free_slug(model: type[models.Model], name: str, *, otherwise: str) -> str:
    """A slug for this name that no row has: `tenants-union`, `tenants-union-2`, ...

    `otherwise` stands for a name without a letter that an address can hold.
    """
    stem = slugify(name)[:70].strip("-") or otherwise
    taken = TAKEN | set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def insert_under_free_slug(row: models.Model, name: str, *, otherwise: str) -> None:
    """Save a new row. Where somebody took its slug in the same moment, the next one is taken."""
    while True:
        row.slug = free_slug(type(row), name, otherwise=otherwise)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if not type(row).objects.filter(slug=row.slug).exists():
                raise
        else:
            return
