from django.db import migrations


def open_cases(apps, schema_editor):
    """Groups that wait for a moderator wait as a case from now on."""
    Organization, Case = apps.get_model("orgs", "Organization"), apps.get_model("orgs", "Case")
    known = Case.objects.filter(kind="new_group", state__in=["open", "asked"]).values("organization")
    for group in Organization.objects.filter(state="in_review").exclude(pk__in=known).iterator():
        Case.objects.create(kind="new_group", organization=group, opened_at=group.submitted_at)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0010_review")]

    operations = [migrations.RunPython(open_cases, migrations.RunPython.noop)]
