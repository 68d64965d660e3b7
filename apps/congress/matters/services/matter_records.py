"""What every act on a matter does: hold its row, leave one audit entry, tell those it concerns."""

from datetime import datetime
from typing import Any

from apps.congress.matters.models import Consent, Matter, MatterSeries, MatterState
from apps.congress.matters.rules.acts import SENTENCE_LIMIT
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.became import with_merged
from apps.congress.matters.services.matter_telling import tell_members
from apps.congress.matters.services.updates import submission_tell
from apps.congress.matters.signals import matter_closed
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day

ENDED_ABOVE = (MatterState.REPLIED, MatterState.CLOSED, MatterState.REFUSED, MatterState.WITHDRAWN)


def matter_locked(matter: Matter) -> Matter:
    """The row for this transaction; acts on one matter wait for each other. Read after it is locked."""
    Matter.objects.select_for_update().only("pk").get(pk=matter.pk)
    return Matter.objects.with_all().get(pk=matter.pk)


def record(act: str, matter: Matter, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the matter is."""
    audit.record(act, on=matter, by=by, reason=reason, area_path=matter.path, **facts)


def tell_proposer(matter: Matter, sentence: str, *, by: Actor, at: datetime, is_final: bool = False) -> None:
    """One sentence in plain words, for everybody whose submission went into the matter: their timeline.

    Who signed it hears it too; where it was passed on from a town or street, so does who brought it there.
    """
    if matter.submission is not None:
        submission_tell(submission=matter.submission, sentence=sentence, by=by, at=at, is_final=is_final)
    signed = matter.signers.filter(consent=Consent.SIGNED)  # type: ignore[attr-defined]
    people = list(signed.values_list("person_id", flat=True))
    tell_members(matter, people, "matters.progress", by=by, at=at, sentence=sentence)
    for passed in _passed_on_to(matter):
        _origin_follow(passed, matter, sentence, by=by, at=at)


def _passed_on_to(matter: Matter) -> list[Matter]:
    """The matter and all that ended in it, as far as they came from another office."""
    return [one for one in with_merged(matter) if one.origin_id]


def _origin_follow(passed: Matter, matter: Matter, sentence: str, *, by: Actor, at: datetime) -> None:
    """Whoever brought it at the town or street hears how it goes above; there it is closed with the answer."""
    origin = matter_locked(passed.origin) if passed.origin else None
    if origin is None or origin.state != MatterState.PASSED_ON:
        return
    ends = matter.state in ENDED_ABOVE
    if ends:
        origin.state, origin.closed_at, origin.due_on = move(origin.state, "close"), at, None
        origin.reason = sentence[:1000]
        origin.save(update_fields=["state", "closed_at", "due_on", "reason"])
        record("matters.matter.closed_above", origin, by)
    name = passed.lead.name if passed.lead else passed.proposer_name
    told = f"{name}代表在上级提出的建议:{sentence}"[:SENTENCE_LIMIT]
    tell_proposer(origin, told, by=by, at=at, is_final=ends)
    if ends:
        matter_closed.send(sender=Matter, matter=origin, by=by, at=at)


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
