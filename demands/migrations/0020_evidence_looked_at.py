from django.db import migrations, models


def what_was_confirmed_was_looked_at(apps, schema_editor):
    """Of what was confirmed before, nobody knows what came later: all of it was looked at."""
    Action, Evidence = apps.get_model("demands", "Action"), apps.get_model("demands", "Evidence")
    confirmed = Action.objects.filter(pk=models.OuterRef("action"), confirmed_at__isnull=False)
    there = Evidence.objects.filter(taken_at=None).filter(models.Exists(confirmed))
    there.update(looked_at=models.Subquery(confirmed.values("confirmed_at")))


class Migration(migrations.Migration):
    dependencies = [("demands", "0019_words_that_stood")]

    operations = [
        migrations.AddField("evidence", "looked_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(what_was_confirmed_was_looked_at, migrations.RunPython.noop, elidable=True),
    ]
