from django.db import migrations, models


def what_was_there_when_confirmed_was_looked_at(apps, schema_editor):
    """What was added before its entry was confirmed lay before whoever confirmed it."""
    Action, Evidence = apps.get_model("demands", "Action"), apps.get_model("demands", "Evidence")
    confirmed = Action.objects.filter(pk=models.OuterRef("action"), confirmed_at__gte=models.OuterRef("added_at"))
    there = Evidence.objects.filter(taken_at=None).filter(models.Exists(confirmed))
    there.update(looked_at=models.Subquery(confirmed.values("confirmed_at")))


class Migration(migrations.Migration):
    dependencies = [("demands", "0019_words_that_stood")]

    operations = [
        migrations.AddField("evidence", "looked_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(what_was_there_when_confirmed_was_looked_at, migrations.RunPython.noop, elidable=True),
    ]
