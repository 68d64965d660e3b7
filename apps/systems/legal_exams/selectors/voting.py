"""Reads of the vote: who may be put to it, where, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from apps.congress.ballots.models import Method
from apps.congress.meetings.models import Sitting, SittingState
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, UnitKind
from apps.systems.legal_exams.models import AppointmentVote, Nomination, VoteResult
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.voting import Facts

SECRET = (Method.SECRET, Method.SECRET_MIXED, Method.PAPER)
"""The ways of voting that are 无记名."""
NOT_OVER = (SittingState.PLANNED, SittingState.CHECK_IN, SittingState.OPEN)


def may_be_voted(actor: Actor) -> QuerySet[Nomination]:
    """Passed or exempt in a term that runs, and on no ballot."""
    open_vote = AppointmentVote.objects.filter(nomination=OuterRef("pk"), result="")
    rows = Nomination.objects.visible_to(actor).filter(
        ~Exists(open_vote), state__in=states.MAY_BE_VOTED, term__ended_on=None
    )
    return rows.order_by("organ", "year", "number")


def committee_sittings(office: Area, on: date) -> QuerySet[Sitting]:
    """Sittings of the standing committee that are not over, of today: earlier, a ballot would tell the names."""
    rows = Sitting.objects.filter(
        meeting__body__kind=UnitKind.STANDING_COMMITTEE, meeting__body__area=office, state__in=NOT_OVER
    )
    today = [row.pk for row in rows if local_day(row.starts_at) == on or row.state == SittingState.OPEN]
    return rows.filter(pk__in=today).select_related("meeting__body__area").order_by("starts_at")


def ballot_title(nomination: Nomination) -> str:
    """`张三为示例区交通局局长(决定任命)`."""
    return f"{nomination.name}为{nomination.post}({nomination.get_kind_display()})"


def facts_of(nominations: Sequence[Nomination]) -> list[Facts]:
    keys = [one.pk for one in nominations]
    on_ballot = set(AppointmentVote.objects.filter(nomination__in=keys, result="").values_list("nomination", flat=True))
    failed = failures_of(nominations)
    return [
        Facts(
            str(one), one.state, ballot_title(one), one.pk in on_ballot,
            failed[vote_key(one)], one.term.ended_on is not None,
        )
        for one in nominations
    ]  # fmt: skip


def vote_key(nomination: Nomination) -> tuple[int, str, str]:
    """What votes are counted by: the term, the person, the post."""
    return nomination.term_id, nomination.person_index, nomination.post_index


def failures_of(nominations: Sequence[Nomination]) -> Counter[tuple[int, str, str]]:
    """Votes that failed, by `vote_key`."""
    rows = AppointmentVote.objects.filter(
        result=VoteResult.NOT_APPOINTED, nomination__person_index__in={one.person_index for one in nominations}
    )
    return Counter(rows.values_list("nomination__term", "nomination__person_index", "nomination__post_index"))
