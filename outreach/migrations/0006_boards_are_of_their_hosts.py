from django.db import migrations, models


def fill(apps, schema_editor):
    """So far a board was of the group that hosts the series now."""
    Series = apps.get_model("events", "Series")
    host = Series.objects.filter(pk=models.OuterRef("series")).values("host")
    for name in ("Prospect", "Appeal", "Sheet"):
        rows = apps.get_model("outreach", name).objects.filter(series__isnull=False, kept_by=None)
        rows.update(kept_by=models.Subquery(host[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0005_boards_have_a_keeper'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
