from django.db import migrations
from django.db.models import F


def show(apps, schema_editor):
    """What was announced by a group that was ever listed has been public since."""
    Series = apps.get_model("events", "Series")
    announced = Series.objects.exclude(state="draft").exclude(host__state__in=["draft", "in_review"])
    pks = announced.filter(shown_at=None).values("pk")
    Series.objects.filter(pk__in=pks).update(shown_at=F("announced_at"))


class Migration(migrations.Migration):
    dependencies = [("events", "0002_shown_series")]

    operations = [migrations.RunPython(show, migrations.RunPython.noop)]
