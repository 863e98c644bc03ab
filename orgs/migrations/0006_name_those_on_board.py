"""Groups that were there before names had rows of their own get theirs."""

from django.db import migrations

from orgs.spelling import key


def write_names(apps, schema_editor):
    Organization, OrganizationName = (apps.get_model("orgs", name) for name in ("Organization", "OrganizationName"))
    nameless = Organization.objects.filter(names=None).values_list("pk", "name")
    OrganizationName.objects.bulk_create(
        [OrganizationName(organization_id=pk, name=name, key=key(name), is_main=True) for pk, name in nameless],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("orgs", "0005_names_and_profile")]

    operations = [migrations.RunPython(write_names, migrations.RunPython.noop)]
