"""提请表决: one secret poll of the standing committee, each person voted on by themself; its result comes back here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import Method, Poll, PollModel
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.policies.selectors import resolve
from apps.systems.legal_exams.models import Appointment, AppointmentVote, Nomination, VoteResult
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.policies import VOTE_FAILURES
from apps.systems.legal_exams.rules.voting import issues_before_opening, issues_before_vote
from apps.systems.legal_exams.selectors.voting import SECRET, ballot_title, facts_of
from apps.systems.legal_exams.services.records import record

HELD_UNDER = "人事任免办法:无记名,逐人表决,全体组成人员过半数通过"


@transaction.atomic
def appointment_submit(
    *, nominations: Sequence[Nomination], sitting: Sitting, method: str = Method.PAPER, by: Actor, at: datetime
) -> Poll:
    """Put passed and exempt nominations to the vote at a sitting of the standing committee.

    From here on the names are seen by those who run that meeting and vote in it, hence not before its day. Of two
    windows with the same nomination one is refused. Raises NotReady with everything that is in the way.
    """
    body, on = sitting.meeting.body, local_day(at)
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("office", "term").order_by("pk")
    held = {one.pk: one for one in rows.filter(pk__in=[one.pk for one in nominations])}
    nominations = [held[one.pk] for one in nominations]
    if not body.is_committee or any(one.office_id != body.area_id for one in nominations):
        raise DomainError("任命案由本级人大常委会会议表决,请选择本级常委会的会议。")
    if method not in SECRET:
        raise DomainError("任命采用无记名表决,请选择无记名的投票方式。")
    if local_day(sitting.starts_at) > on:
        raise WrongState(
            f"这场会议在{chinese_date(sitting.starts_at)}举行。票面写有姓名,会务人员可见,请在会议当日再提请表决。"
        )
    most = resolve(VOTE_FAILURES, area=body.area, on=on).value
    require_ready(issues_before_vote(facts_of(nominations), most))
    poll = _poll(nominations, sitting, method, by, at)
    for one in nominations:
        record("legal_exams.nomination.put", one, by, poll=poll.title)
    return poll


def _poll(nominations: Sequence[Nomination], sitting: Sitting, method: str, by: Actor, at: datetime) -> Poll:
    title = f"{sitting.meeting.title}任命案表决票"[-120:]
    draft = PollDraft(title, HELD_UNDER, PollModel.PER_ITEM, method)
    poll = poll_create(body=sitting.meeting.body, draft=draft, by=by, at=at)
    options_set(poll=poll, options=[OptionDraft(ballot_title(one)) for one in nominations], by=by, at=at)
    sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    AppointmentVote.objects.bulk_create(
        AppointmentVote(nomination=one, poll=poll, option_number=number, submitted_at=at)
        for number, one in enumerate(nominations, start=1)
    )
    return poll


def poll_check(poll: Poll) -> None:
    """Refuse to open an appointment vote that is not what was put to it, or not what the law asks for."""
    votes = list(AppointmentVote.objects.filter(poll=poll, result="").select_related("nomination"))
    if votes:
        asked = dict(poll.options.values_list("number", "title"))
        same = asked == {one.option_number: ballot_title(one.nomination) for one in votes}
        ready = [one.nomination.state in states.MAY_BE_VOTED for one in votes]
        require_ready(issues_before_opening(same=same and all(ready), is_secret=poll.method in SECRET, base=poll.base))


def result_take(*, poll: Poll, adopted: Sequence[str] | None, by: Actor, at: datetime) -> None:
    """Write down what an announced poll decided about each; None: it was invalid or voided and decided nothing.

    Taken already, nothing happens.
    """
    nominations = Nomination.objects.select_for_update(of=("self",)).select_related("office").order_by("pk")
    held = {
        one.pk: one for one in nominations.filter(pk__in=AppointmentVote.objects.filter(poll=poll).values("nomination"))
    }
    votes = AppointmentVote.objects.select_for_update(of=("self",)).filter(poll=poll, result="").order_by("pk")
    titles = dict(poll.options.values_list("number", "title"))
    for vote in votes:
        vote.nomination = held[vote.nomination_id]
        if adopted is None:
            vote.result = VoteResult.VOID
        else:
            passed = titles[vote.option_number] in adopted
            vote.result = VoteResult.APPOINTED if passed else VoteResult.NOT_APPOINTED
        vote.decided_at = at
        vote.save(update_fields=["result", "decided_at"])
        _settle(vote, by, at)


def _settle(vote: AppointmentVote, by: Actor, at: datetime) -> None:
    """A nomination that was withdrawn while votes were cast stays withdrawn."""
    nomination = vote.nomination
    if vote.result != VoteResult.VOID and nomination.state in states.MAY_BE_VOTED:
        nomination.state = states.move_nomination(nomination.state, "vote")
        nomination.save(update_fields=["state"])
        if vote.result == VoteResult.APPOINTED:
            Appointment.objects.create(nomination=nomination, appointed_on=local_day(at))
    record("legal_exams.nomination.voted", nomination, by, result=vote.get_result_display())
