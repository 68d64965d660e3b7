"""What each sitting dealt with, step by step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from apps.congress.meetings.models import FloorStep, Meeting, Sitting
from apps.congress.meetings.selectors import TimedStep, programmes_of
from apps.congress.minutes.rules.facts import Step


def steps_of(meeting: Meeting, sittings: Sequence[Sitting]) -> Mapping[int | None, list[Step]]:
    """By sitting: what it really turned to, where the desk kept the floor; else its programme, saved or computed."""
    turned: dict[int, list[FloorStep]] = defaultdict(list)
    for row in FloorStep.objects.filter(sitting__in=sittings).order_by("pk"):
        turned[row.sitting_id].append(row)
    programmes = {one.sitting.pk: one.steps for one in programmes_of(meeting)}
    found: dict[int | None, list[Step]] = defaultdict(list)
    for sitting in sittings:
        planned = programmes.get(sitting.pk, ())
        steps = _really(turned[sitting.pk], planned) if turned[sitting.pk] else map(_planned, planned)
        found[sitting.pk] = list(dict.fromkeys(steps))  # taken up again, it is the same step
    return found


def _planned(one: TimedStep) -> Step:
    return Step(one.step.kind, one.step.text, one.step.agenda_item_id)


def _really(rows: Iterable[FloorStep], planned: Sequence[TimedStep]) -> Iterable[Step]:
    """A row of the floor is the planned step of the same words, else its own words.

    Where the desk turned to an item and not to a step, the programme says what was done with it.
    """
    for row in rows:
        of_item = [one for one in planned if one.step.agenda_item_id == row.agenda_item_id]
        meant = [one for one in of_item if (one.step.kind, one.words) == (row.kind, row.text)] if row.kind else of_item
        yield from map(_planned, meant) if meant else [Step(row.kind, row.text, row.agenda_item_id)]
