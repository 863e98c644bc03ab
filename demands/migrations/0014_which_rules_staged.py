from django.db import migrations, models

import demands.stages


class Migration(migrations.Migration):
    """What is there was written by no rules that are known: it is derived anew once."""

    dependencies = [
        ("demands", "0013_platforms"),
    ]

    operations = [
        migrations.AddField(
            model_name="demand",
            name="staged_by",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=demands.stages.current_rules, editable=False
            ),
        ),
    ]
