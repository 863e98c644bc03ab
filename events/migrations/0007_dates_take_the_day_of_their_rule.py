"""Each date takes its own day of the rule, and letters about a changed date that still wait are about a change."""

from django.db import migrations, models


def take_days(apps, schema_editor):
    apps.get_model("events", "Occurrence").objects.update(ruled_day=models.F("original_day"))


def name_changes(apps, schema_editor):
    Message = apps.get_model("outbox", "Message")
    Occurrence = apps.get_model("events", "Occurrence")
    Change, DateChange = apps.get_model("events", "Change"), apps.get_model("events", "DateChange")
    known = {}
    waiting = Message.objects.filter(kind="date_changed", state="waiting", about__startswith="occurrence:")
    for pk, about, context in waiting.values_list("pk", "about", "context"):
        found = Occurrence.objects.filter(pk=context.get("occurrence")).first()
        if found is None:
            continue
        key = (found.pk, context["sequence"])
        if key not in known:
            change = Change.objects.create(series_id=found.series_id, act="dates", made_at=found.changed_at)
            DateChange.objects.create(
                change=change, occurrence=found, act=context.get("act", "noted"), sequence=context["sequence"]
            )
            known[key] = change.pk
        whose = {name: context[name] for name in ("user", "attendance") if name in context}
        Message.objects.filter(pk=pk).update(about=f"change:{known[key]}", context=whose | {"change": known[key]})


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_changes_by_rule_and_date"),
        ("outbox", "0003_erasures"),
    ]
    operations = [
        migrations.RunPython(take_days, migrations.RunPython.noop),
        migrations.RunPython(name_changes, migrations.RunPython.noop),
    ]
