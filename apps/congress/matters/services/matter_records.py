"""What every act on a matter does: hold its row, leave one audit entry, tell those it concerns."""

from datetime import datetime
from typing import Any

from apps.congress.matters.models import Matter, MatterSeries
from apps.congress.matters.services.updates import submission_tell
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day


def matter_locked(matter: Matter) -> Matter:
    """The row for this transaction; acts on one matter wait for each other. Read after it is locked."""
    Matter.objects.select_for_update().only("pk").get(pk=matter.pk)
    return Matter.objects.with_all().get(pk=matter.pk)


def record(act: str, matter: Matter, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the matter is."""
    audit.record(act, on=matter, by=by, reason=reason, area_path=matter.path, **facts)


def tell_proposer(matter: Matter, sentence: str, *, by: Actor, at: datetime, is_final: bool = False) -> None:
    """One sentence in plain words, for everybody whose submission went into the matter: their timeline."""
    if matter.submission is not None:
        submission_tell(submission=matter.submission, sentence=sentence, by=by, at=at, is_final=is_final)


def number_take(matter: Matter, at: datetime) -> None:
    """The next number of the matter's series; the series is held until the transaction ends, so none is left out."""
    key = {
        "office": matter.office, "kind": matter.kind, "term": matter.term,
        "source": f"{matter.source_label}:{matter.source_id}" if matter.source_id else "", "year": local_day(at).year,
    }  # fmt: skip
    MatterSeries.objects.bulk_create([MatterSeries(**key)], ignore_conflicts=True)
    series = MatterSeries.objects.select_for_update().get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    matter.series, matter.number = series, series.last
