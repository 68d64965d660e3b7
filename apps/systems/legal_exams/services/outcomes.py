"""What a marked exam makes of the nominations of its candidates."""

from collections import defaultdict
from collections.abc import Sequence

from apps.foundation.core.dates import local_day
from apps.foundation.policies.selectors import resolve_many
from apps.systems.legal_exams.models import Admission, AppointmentVote, Exam, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.policies import ABSENCE, RESITS
from apps.systems.legal_exams.rules.results import ACTS, counts, outcome_of
from apps.systems.legal_exams.selectors.results import with_last_mark

DECIDED = (states.PASSED, states.FAILED, states.LOCKED)


def nominations_settle(exam: Exam) -> None:
    """Move the nominations of an exam that was marked to what all their sittings make of them; once more, nothing.

    Who was voted on, withdrew or is exempt stays; who stands on an open ballot stays passed. Whoever waits for a
    resit moves only by a pass.
    """
    mine = Admission.objects.filter(exam=exam).values("nomination")
    rows = Nomination.objects.select_for_update().filter(pk__in=mine, state__in=[states.SCHEDULED, *DECIDED])
    nominations = list(rows.order_by("pk"))
    rules = resolve_many([RESITS, ABSENCE], area=exam.office, on=local_day(exam.starts_at))
    sittings, waiting = _sittings(nominations, rules[ABSENCE].value)
    on_ballot = set(
        AppointmentVote.objects.filter(nomination__in=nominations, result="").values_list("nomination", flat=True)
    )
    for nomination in nominations:
        outcome = outcome_of(sittings[nomination.pk], rules[RESITS].value)
        is_held = nomination.pk in on_ballot or (nomination.pk in waiting and outcome != states.PASSED)
        if outcome != nomination.state and not is_held:
            nomination.state = states.move_nomination(nomination.state, ACTS[outcome])
            nomination.save(update_fields=["state"])


def _sittings(nominations: Sequence[Nomination], absence: str) -> tuple[dict[int, list[bool]], set[int]]:
    """Whether each sitting that counts was passed, by nomination; who has another one before them.

    Chances are a person's: what was failed for another nomination of the term and never passed takes them up as well,
    or whoever failed would be withdrawn and nominated again.
    """
    persons = [one.person_index for one in nominations]
    rows = Admission.objects.filter(nomination__person_index__in=persons).exclude(exam__state=states.CALLED_OFF)
    sittings: dict[int, list[bool]] = defaultdict(list)
    found, waiting = {}, set()
    by_person: dict[tuple[int, str], set[int]] = defaultdict(set)
    for row in with_last_mark(rows).select_related("exam", "nomination"):
        by_person[row.nomination.term_id, row.nomination.person_index].add(row.nomination_id)
        if row.exam.state in states.EXAM_BEFORE_MARKS:
            waiting.add(row.nomination_id)
        elif counts(row.state, absence):
            sittings[row.nomination_id].append(bool(row.last_passed))
    for own in nominations:
        others = by_person[own.term_id, own.person_index] - {own.pk}
        failed = [sittings[pk] for pk in others if not any(sittings[pk])]
        found[own.pk] = sittings[own.pk] + [passed for one in failed for passed in one]
    return found, waiting
