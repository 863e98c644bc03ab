"""Brings the rows of a spreadsheet in as series, one after another, or says what would become of each."""

from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.importing.ground import Ground
from events.importing.groups import Groups, Known
from events.importing.options import Options
from events.importing.outcome import Outcome, Verdict, described
from events.importing.sheet import Row, read
from events.importing.standing import Standing, standings
from events.importing.wanted import Wanted, wanted
from events.models import Series, Sponsorship
from orgs.models import Organization
from places.models import Place

SIGNED_AS = "import"


def bring_in(data: bytes, options: Options, *, dry_run: bool) -> Iterator[Outcome]:
    """What becomes of each row of a file, in its order; with `dry_run`, what would, and nothing is stored.

    A file that is no such spreadsheet is refused at once as a whole, by a ValidationError. A row is brought in whole
    or not at all, and known again by its source key: the second time nothing changes, but for what `agreed` adds.
    Nobody is written to.
    """
    rows = read(data)
    return _Bringing(options, dry_run).outcomes(rows)


class _Bringing:
    """One run over one file."""

    def __init__(self, options: Options, dry_run: bool) -> None:
        self.options, self.dry_run = options, dry_run
        self.ground, self.groups, self.standings = Ground(), Groups(), standings()
        self.rows_of_keys: dict[str, int] = {}

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        for row in rows:
            try:
                yield self._outcome(row)
            except ValidationError as refusal:
                error = refusal.error_list[0] if hasattr(refusal, "error_list") else refusal
                yield Outcome(row.number, Verdict.REFUSED, refusal.messages[0], code=error.code or "invalid")

    def _outcome(self, row: Row) -> Outcome:
        asked = wanted(row, self.options, self.ground)
        self._refuse_twice(asked, row.number)
        standing = self.standings.get(asked.key)
        if standing and not standing.is_of(asked):
            sentence = _("This series_id is that of another series here, by “%(host)s”. Give the row another one.")
            raise ValidationError(sentence, code="other_series", params={"host": standing.host_name})
        outcome = Outcome(row.number, Verdict.CREATED, described(asked), notes=asked.notes)
        if standing is None:
            return self._create(asked, outcome)
        outcome = replace(outcome, series=standing.pk)
        if self.options.agreed and self._is_left_to_agree(asked, standing):
            return self._agree(asked, standing, replace(outcome, verdict=Verdict.AGREED))
        return replace(outcome, verdict=Verdict.UNCHANGED, sentence=_("Already here: %s") % asked.title, notes=())

    def _refuse_twice(self, asked: Wanted, number: int) -> None:
        first = self.rows_of_keys.setdefault(asked.key, number)
        if first != number:
            sentence = _("This is the series of row %(row)s once more.")
            raise ValidationError(sentence, code="twice_in_file", params={"row": first})

    def _create(self, asked: Wanted, outcome: Outcome) -> Outcome:
        if host := self.groups.find(asked.groups[0], asked.spot):
            host.refuse_to_speak()
        names, notes = self._beside(asked, host, None)
        outcome = replace(outcome, notes=outcome.notes + notes)
        if self.dry_run:
            return outcome
        return replace(outcome, series=self._stored(lambda: self._make(asked, names)).pk)

    def _agree(self, asked: Wanted, standing: Standing, outcome: Outcome) -> Outcome:
        host = self.groups.by_pk[standing.host]
        host.refuse_to_speak()
        names, notes = self._beside(asked, host, standing)
        outcome = replace(outcome, notes=outcome.notes + notes)
        if not self.dry_run:
            self._stored(lambda: self._announce_again(asked, standing, names))
        return outcome

    def _beside(self, asked: Wanted, host: Known | None, standing: Standing | None) -> tuple[list[str], tuple]:
        """The co-sponsors that the file may name, and a sentence for each that it may not."""
        names, notes = [], []
        for name in asked.groups[1:]:
            known = self.groups.find(name, asked.spot)
            try:
                if known:
                    known.refuse_to_speak()
                if known and host and known.pk == host.pk:
                    continue
                if known and standing and standing.signed.get(known.pk) in ("declined", "withdrawn"):
                    raise ValidationError(_("“%(name)s” has said no."), code="said_no", params={"name": name})
                names.append(name)
            except ValidationError as refusal:
                notes.append(_("Left out: %s") % refusal.messages[0])
        return names, tuple(notes)

    def _is_left_to_agree(self, asked: Wanted, standing: Standing) -> bool:
        """Whether the operator's word adds something to what an earlier run made."""
        host = self.groups.by_pk[standing.host]
        if standing.is_draft or host.state == Organization.State.DRAFT:
            return True
        names, _notes = self._beside(asked, host, standing)
        known = [self.groups.find(name, asked.spot) for name in names]
        return any(group is None or standing.signed.get(group.pk) != "accepted" for group in known)

    # What is stored, each in one transaction

    def _stored(self, act) -> Series:
        try:
            with transaction.atomic():
                return act()
        except (ValidationError, IntegrityError) as error:
            self.groups = Groups()  # what was made with this row is gone again
            if isinstance(error, ValidationError):
                raise
            raise ValidationError(_("Somebody changed this meanwhile. Try again."), code="changed_meanwhile") from error

    def _make(self, asked: Wanted, names: list[str]) -> Series:
        place = Place.at(asked.spot, name=asked.venue, street=asked.street)
        series = Series.draft(
            host=self.groups.take(asked.groups[0], asked.spot),
            by=None,
            title=asked.title,
            place=place,
            kind=asked.kind,
            summary=asked.summary,
            about=asked.about,
            source_key=asked.key,
            **asked.rule,
        )
        self._sign(series, asked, names)
        return series

    def _announce_again(self, asked: Wanted, standing: Standing, names: list[str]) -> Series:
        series = Series.objects.select_related("host", "place").get(pk=standing.pk)
        if series.is_draft:
            series.rewrite(by=None, place=series.place, **asked.rule)
        self._sign(series, asked, names)
        return series

    def _sign(self, series: Series, asked: Wanted, names: list[str]) -> None:
        groups = [self.groups.take(name, asked.spot) for name in names]
        if not self.options.agreed:
            for group in groups:
                Sponsorship.foresee(series, group, by=None)
            return
        self.groups.show(series.host)
        for group in groups:
            self.groups.show(group)
            Sponsorship.record(series, group, by=None, signed_as=SIGNED_AS)
        if series.is_draft:
            series.record_history(by=None)
