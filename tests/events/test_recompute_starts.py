"""After the rules of a zone change, hours stay and instants follow."""

from datetime import timedelta

from django.core.management import call_command


def test_an_instant_that_no_longer_fits_is_derived_anew(vigil):
    row = vigil.occurrences.first()
    right = row.starts_at
    vigil.occurrences.filter(pk=row.pk).update(starts_at=right - timedelta(hours=1))

    call_command("recompute_starts")

    row.refresh_from_db()
    assert row.starts_at == right


def test_a_dry_run_changes_nothing(vigil, capsys):
    row = vigil.occurrences.first()
    wrong = row.starts_at - timedelta(hours=1)
    vigil.occurrences.filter(pk=row.pk).update(starts_at=wrong)

    call_command("recompute_starts", "--dry-run")

    row.refresh_from_db()
    assert (row.starts_at, capsys.readouterr().out) == (wrong, "1 dates would begin at another instant.\n")
