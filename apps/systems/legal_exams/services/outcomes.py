"""What a marked exam makes of the nominations of its candidates."""

from collections import defaultdict
from collections.abc import Collection

from apps.foundation.core.dates import local_day
from apps.foundation.policies.selectors import resolve_many
from apps.systems.legal_exams.models import Admission, AppointmentVote, Exam, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.policies import ABSENCE, RESITS
from apps.systems.legal_exams.rules.results import ACTS, counts, outcome_of
from apps.systems.legal_exams.selectors.results import with_last_mark

OVER = (states.MARKED, states.REPORTED)
DECIDED = (states.PASSED, states.FAILED, states.LOCKED)


def nominations_settle(exam: Exam) -> None:
    """Move the nominations of an exam that was marked to what all their sittings make of them; once more, nothing.

    Who was voted on, withdrew or is exempt stays; who stands on an open ballot stays passed. Whoever waits for a
    resit moves only by a pass.
    """
    mine = Admission.objects.filter(exam=exam).values("nomination")
    rows = Nomination.objects.select_for_update().filter(pk__in=mine, state__in=[states.SCHEDULED, *DECIDED])
    nominations = list(rows.order_by("pk"))
    keys = [one.pk for one in nominations]
    rules = resolve_many([RESITS, ABSENCE], area=exam.office, on=local_day(exam.starts_at))
    sittings, waiting = _sittings(keys, rules[ABSENCE].value)
    on_ballot = set(AppointmentVote.objects.filter(nomination__in=keys, result="").values_list("nomination", flat=True))
    for nomination in nominations:
        outcome = outcome_of(sittings[nomination.pk], rules[RESITS].value)
        is_held = nomination.pk in on_ballot or (nomination.pk in waiting and outcome != states.PASSED)
        if outcome != nomination.state and not is_held:
            nomination.state = states.move_nomination(nomination.state, ACTS[outcome])
            nomination.save(update_fields=["state"])


def _sittings(nominations: Collection[int], absence: str) -> tuple[dict[int, list[bool]], set[int]]:
    """Whether each sitting that counts was passed, by nomination; who has another one before them."""
    sittings: dict[int, list[bool]] = defaultdict(list)
    waiting = set()
    rows = with_last_mark(Admission.objects.filter(nomination__in=nominations).exclude(exam__state=states.CALLED_OFF))
    for nomination, state, exam_state, passed in rows.values_list("nomination", "state", "exam__state", "last_passed"):
        if exam_state not in OVER:
            waiting.add(nomination)
        elif counts(state, absence):
            sittings[nomination].append(bool(passed))
    return sittings, waiting
