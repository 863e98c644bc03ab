"""Bringing every encrypted field of every room under the first key of the ring."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from outbox.contacts import EncryptedTextField, decrypt, is_current

BATCH = 500


def reencrypt(*, dry_run: bool = False) -> Iterator[tuple[str, int]]:
    """(field, rows that were under an older key), for each encrypted field. The second time nothing is left.

    Rows may change meanwhile: a row is only written where it still holds the token that was read.
    """
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield f"{model._meta.label}.{field.name}", _reencrypt_field(model, field.name, dry_run)


def _reencrypt_field(model, name: str, dry_run: bool) -> int:
    rows = model._base_manager.annotate(_token=Cast(name, models.TextField())).exclude(**{name: ""})
    count, last = 0, None
    while True:
        page = rows if last is None else rows.filter(pk__gt=last)
        some = list(page.order_by("pk").values_list("pk", "_token")[:BATCH])
        if not some:
            return count
        last = some[-1][0]
        for pk, token in some:
            if not token or is_current(token):
                continue
            count += 1
            if not dry_run:
                rows.filter(pk=pk, _token=token).update(**{name: decrypt(token)})
