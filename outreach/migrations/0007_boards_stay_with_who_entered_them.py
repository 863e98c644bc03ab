from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0006_boards_are_of_their_hosts'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('coalition__isnull', False), ('kept_by', None), ('series', None)), models.Q(('coalition', None), ('kept_by__isnull', False), ('series__isnull', False)), _connector='OR'), name='appeal_has_one_target'),
        ),
        migrations.AddConstraint(
            model_name='prospect',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('coalition__isnull', False), ('kept_by', None), ('series', None)), models.Q(('coalition', None), ('kept_by__isnull', False), ('series__isnull', False)), _connector='OR'), name='prospect_has_one_target'),
        ),
        migrations.AddConstraint(
            model_name='prospect',
            constraint=models.UniqueConstraint(fields=('series', 'kept_by', 'organization'), name='one_prospect_per_group_and_series'),
        ),
        migrations.AddConstraint(
            model_name='prospect',
            constraint=models.UniqueConstraint(condition=models.Q(('address_index', ''), _negated=True), fields=('series', 'kept_by', 'address_index'), name='one_prospect_per_address_and_series'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('coalition__isnull', False), ('kept_by', None), ('series', None)), models.Q(('coalition', None), ('kept_by__isnull', False), ('series__isnull', False)), _connector='OR'), name='sheet_has_one_target'),
        ),
    ]
