from django.db import migrations, models


def date_what_stands(apps, schema_editor):
    """The library stood from the first word on; of what groups wrote, only what holds is known to have stood."""
    texts = apps.get_model("demands", "ModelText").objects.using(schema_editor.connection.alias)
    texts.filter(model__state="library").update(stood_at=models.F("since"))
    holding = texts.filter(model__state__in=["accepted", "off"], number=models.F("model__version"))
    texts.filter(pk__in=list(holding.values_list("pk", flat=True))).update(stood_at=models.F("since"))


class Migration(migrations.Migration):
    dependencies = [
        ("demands", "0018_replies_keep_their_term"),
    ]

    operations = [
        migrations.AddField(
            model_name="modeltext",
            name="stood_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(date_what_stands, migrations.RunPython.noop),
    ]
