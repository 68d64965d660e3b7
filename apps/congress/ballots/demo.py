"""Secret votes of 青禾镇: one that anybody can check, one that is open for trying out. All invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Base, Duty, Method, Poll, PollKeys, Stage
from apps.congress.ballots.phones import PollOnPhone
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.scrutiny import presence_confirm
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.congress.ballots.services.setting_up import OfficerDraft, officers_set
from apps.congress.ballots.services.signing import result_sign
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Mandate, Term
from apps.foundation.people.selectors import acting_roles, actor_of, serving_members

MEASURES = "青禾镇人民代表大会满意度测评办法"
OFFICES = ("镇农业农村办公室", "镇规划建设办公室", "镇民政和社会事务办公室")
GRADES = ("满意", "满意", "满意", "基本满意", "满意", "基本满意", "不满意")
TRYING_OUT = 3
"""So many deputies are left to vote, those with an account among them."""


def load(at: datetime) -> None:
    """Write both; people, bodies and accounts must be there. Without https browsers could not vote: then neither."""
    if not selectors.address_is_secure():
        return
    term = Term.objects.select_related("body__area").get(body__name="青禾镇人民代表大会")
    user = User.objects.get(username="qinghe")
    by = actor_of(user, acting_roles(user, local_day(at))[0].choice, local_day(at)) or Actor.guest()
    seats = list(serving_members(term, local_day(at)).select_related("term"))
    seats.sort(key=lambda seat: (seat.person.user_id is not None, seat.pk))
    past = at - timedelta(days=12)
    finished = _opened(term, "办理代表建议工作满意度测评", seats, by, past)
    _vote(finished, seats, past)
    _announced(finished, seats, by, past)
    _vote(_opened(term, "政务服务满意度测评(可试投)", seats, by, at), seats[:-TRYING_OUT], at)


def _opened(term: Term, title: str, seats: Sequence[Mandate], by: Actor, at: datetime) -> Poll:
    poll = assessment_prepare(
        body=term.body,
        title=title,
        items=OFFICES,
        held_under=MEASURES,
        base=Base.ALL,
        method=Method.SECRET,
        by=by,
        at=at,
    )
    duties = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER, Duty.SCRUTINEER)
    officers = [OfficerDraft(seat.person_id, duty) for seat, duty in zip(reversed(seats), duties, strict=False)]
    officers_set(poll=poll, officers=officers, by=by, at=at)
    _stand_by(poll, seats[-2:], Stage.OPEN, at)
    roll = [RollMember(seat.pk, seat.person_id, seat.person.name) for seat in seats]
    return poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=by, at=at)


def _stand_by(poll: Poll, seats: Sequence[Mandate], stage: Stage, at: datetime) -> None:
    for seat in seats:
        presence_confirm(poll=poll, stage=stage, note="", by=_deputy(seat), at=at)


def _vote(poll: Poll, seats: Sequence[Mandate], at: datetime) -> None:
    keys, grades = PollKeys.objects.get(poll=poll), cycle(GRADES)
    phone = PollOnPhone(poll.public_id, bytes(keys.signing_key), bytes(keys.sealing_key), keys.ballot_size)
    for seat in seats:
        drawn = phone.draw({"grades": dict(zip(OFFICES, islice(grades, len(OFFICES)), strict=True))})
        answer = ballot_issue(poll=poll.public_id, blinded=drawn.blinded, by=_deputy(seat), at=at)
        ballot = SealedBallot(drawn.token, drawn.randomizer, drawn.signature(answer), drawn.sealed)
        ballot_put(poll=poll.public_id, ballot=ballot)


def _announced(poll: Poll, seats: Sequence[Mandate], by: Actor, at: datetime) -> None:
    _stand_by(poll, seats[-2:], Stage.CLOSE, at)
    poll_close(poll=poll, by=by, at=at)
    poll_count(poll=poll, by=by, at=at)
    for officer in poll.officers.all():
        result_sign(officer=officer, by=by, at=at)
    poll_announce(poll=poll, by=by, at=at)


def _deputy(seat: Mandate) -> Actor:
    person = seat.person
    return Actor(
        name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(seat.term.body_id,),
        role_title="代表",
    )  # fmt: skip
