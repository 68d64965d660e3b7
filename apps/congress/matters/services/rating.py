"""评价: the proposer says how it was handled and what came of it, and what follows happens in the same transaction."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from apps.congress.matters import selectors
from apps.congress.matters.models import Matter, Rating, Submission, SubmissionRating
from apps.congress.matters.rules.rating import Voice, act_after, issues_before_rating
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.outcome_page import rates_by_code
from apps.congress.matters.services import records
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers, tell_office
from apps.congress.matters.services.rehandling import round_begin
from apps.congress.matters.signals import matter_closed, submission_rated
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import NotAllowed, WrongState, require_ready
from apps.foundation.core.permissions import require

ONLY_PROPOSER = "只有提出人本人可以评价,联名提出的由领衔人评价。"
ONLY_OWN = "这件事情由提出的代表评价,或者已经并入别的一件办理,不能在这里评价。"
STANDS = "这一轮办理您已评价过(对办理结果{result}),评价不能修改,这次填写的没有保存。请刷新页面查看现在的进展。"
RATED_ALREADY = "您已评价过({grade}),评价不能修改,这次填写的没有保存。"
NOT_YET = "这件事情还没有最终答复,或者已经交有关单位办理,现在不能在这里评价。请刷新页面查看最新进展。"
BY_RESIDENT = "反映人"
THANKS = "您对办理结果的评价是“{result}”,这件事情已经办结。"
DISPUTED = "您对重新办理的结果仍不满意,已提请人大召集您和承办单位当面协调,时间地点另行告知。"


@transaction.atomic
def matter_rate(*, matter: Matter, voice: Voice, round_: int, by: Actor, at: datetime) -> Rating:
    """The lead's rating of `round_`. A second click gets the rating that stands; another rating is refused.

    Raises NotAllowed for anybody else, NotReady where 不满意 says nothing, WrongState where nothing is to be rated.
    """
    matter = matter_locked(matter)
    require(by, "matters.rate", matter, ONLY_PROPOSER)
    return _rated(matter, voice, round_, by.name, by, at)


@transaction.atomic
def request_rate(*, submission: Submission, voice: Voice, round_: int, by: Actor, at: datetime) -> Rating:
    """The same by a resident, whom the follow-up code of their own submission lets in. No name is kept."""
    matter = Matter.objects.filter(submission=submission).first()
    if matter is None or not rates_by_code(matter):
        raise NotAllowed(ONLY_OWN)
    return _rated(matter_locked(matter), voice, round_, BY_RESIDENT, by, at)


@transaction.atomic
def submission_rate(*, submission: Submission, grade: str, comment: str, by: Actor, at: datetime) -> SubmissionRating:
    """What a resident thinks of what they were told where no matter was made of it: answered on the spot, not accepted.

    A second click gets the rating that stands; another rating is refused. Raises NotReady where 不满意 says nothing.
    """
    submission, comment = records.submission_locked(submission), comment.strip()
    if standing := SubmissionRating.objects.filter(submission=submission).first():
        if (standing.grade, standing.comment) != (grade, comment):
            raise WrongState(RATED_ALREADY.format(grade=standing.get_grade_display()))
        return standing
    if not selectors.may_rate(submission):
        raise NotAllowed(NOT_YET)
    require_ready(issues_before_rating(Voice(grade, grade, comment)))
    rating = SubmissionRating.objects.create(submission=submission, grade=grade, comment=comment, rated_at=at)
    records.record("matters.submission.rated", submission, by, reason=comment, grade=rating.get_grade_display())
    submission_rated.send(sender=Submission, submission=submission, rating=rating, by=by, at=at)
    return rating


def _rated(matter: Matter, voice: Voice, round_: int, name: str, by: Actor, at: datetime) -> Rating:
    voice = replace(voice, comment=voice.comment.strip())
    if standing := matter.ratings.filter(round=round_).first():
        if voice != Voice(standing.attitude, standing.result, standing.comment):
            raise WrongState(STANDS.format(result=standing.get_result_display()))
        return standing
    if round_ != matter.round:
        move(matter.state, "rate")
        raise NotAllowed("这一轮办理还没有答复,或者已经开始下一轮办理,请刷新页面查看。")
    state = move(move(matter.state, "rate", issues_before_rating(voice)), act := act_after(voice.result, round_))
    rating = Rating.objects.create(
        matter=matter, round=round_, attitude=voice.attitude, result=voice.result, comment=voice.comment,
        person_id=by.person_id, rated_by=name, rated_at=at, due_on=matter.due_on,
    )  # fmt: skip
    matter.state, matter.due_on, matter.reminded_at, matter.grade = state, None, None, rating.result
    grades = {"attitude": rating.get_attitude_display(), "result": rating.get_result_display()}
    record("matters.matter.rated", matter, by, reason=rating.comment, name=name, round=round_, **grades)
    match act:
        case "close":
            _close(matter, grades["result"], by, at)
        case "rehandle":
            round_begin(matter, rating.comment or "(见评价)", by=by, at=at)
        case "dispute":
            _dispute(matter, by, at)
    return rating


def _close(matter: Matter, result: str, by: Actor, at: datetime) -> None:
    matter.closed_at = at
    matter.save()
    tell_proposer(matter, THANKS.format(result=result), by=by, at=at, is_final=True)
    for part in matter.parts.standing().answering().filter(round=matter.round).with_all():
        tell_handlers(part, "matters.rated", by=by, at=at, result=result)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)


def _dispute(matter: Matter, by: Actor, at: datetime) -> None:
    matter.save()
    tell_proposer(matter, DISPUTED, by=by, at=at)
    tell_office(matter, "matters.disputed", by=by, at=at)
