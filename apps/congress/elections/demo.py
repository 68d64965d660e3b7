"""Elections of 示例区: in 青禾镇 deputies nominate now, in 石桥镇 two vice mayors were elected. All invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from apps.congress.ballots.models import SIGNING_DUTIES, Duty, Poll
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.paper import hands_record, tally_enter
from apps.congress.ballots.services.scrutiny import officer_declare, officer_vote_prepare
from apps.congress.ballots.services.setting_up import OfficerDraft, officers_set
from apps.congress.ballots.services.signing import result_sign
from apps.congress.elections.models import Election, Kind, Rank
from apps.congress.elections.selectors.rules_here import deputies_of
from apps.congress.elections.services.candidates import candidates_fix, nominations_close
from apps.congress.elections.services.nominating import NomineeDraft, nominate, nomination_sign, nominee_answer
from apps.congress.elections.services.setting_up import ElectionDraft, election_create
from apps.congress.elections.services.voting import vote_prepare
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of

NOMINEES = (
    NomineeDraft("丁晓岚", sex="female", ethnic_group="汉族", party="中共党员", post_now="镇经济发展办公室主任"),
    NomineeDraft("王志远", sex="male", ethnic_group="汉族", party="中共党员", post_now="镇党政办公室主任"),
    NomineeDraft("欧阳海", sex="male", ethnic_group="土家族", party="无党派人士", post_now="镇农业服务中心主任"),
)
NEW = NomineeDraft(
    "马晓燕", sex="female", ethnic_group="汉族", party="中共党员", post_now="镇民政和社会事务办公室主任",
    introduction="长期从事民政、养老服务工作,熟悉村(社区)情况。",
)  # fmt: skip
DUE, PRESENT = 78, 70
VOTES = {"丁晓岚": (61, 6, 3), "王志远": (52, 14, 4), "欧阳海": (24, 40, 6)}


def load(at: datetime) -> None:
    """Write both; the people, bodies and accounts must be there."""
    _nominating(
        Term.objects.select_related("body__area").get(body__name="青禾镇人民代表大会"), _staff("qinghe", at), at
    )
    _decided(
        Term.objects.select_related("body__area").get(body__name="石桥镇人民代表大会"), _staff("quwei", at),
        at - timedelta(days=40),
    )  # fmt: skip


def _nominating(term: Term, by: Actor, at: datetime) -> None:
    """A by-election: one nominee of the presidium, one for whom seven of ten deputies stand; the others are asked."""
    draft = ElectionDraft(
        title="青禾镇副镇长补选", post="副镇长", held_under="青禾镇人民代表大会补选办法", kind=Kind.BY_ELECTION,
        rank=Rank.VICE, seats=1, extra=1, nominate_by=at + timedelta(days=2),
    )  # fmt: skip
    election = election_create(term=term, draft=draft, by=by, at=at - timedelta(days=3))
    made = nominate(election=election, draft=NOMINEES[1], by=by, at=at - timedelta(days=2))
    nominee_answer(nomination=made, accepts=True, by=by, at=at - timedelta(days=1))
    lead, *others = _deputies(term, at, last=["daibiao2"])
    ask = [*others[:9], others[-1]]
    joint = nominate(election=election, draft=NEW, ask=ask, by=_actor(lead, term), at=at - timedelta(days=1))
    for person in others[:6]:
        nomination_sign(nomination=joint, by=_actor(person, term), at=at - timedelta(hours=20))


def _decided(term: Term, by: Actor, at: datetime) -> None:
    """Three candidates (two of the presidium, one of ten deputies) for two posts, a paper ballot, two elected."""
    draft = ElectionDraft(
        title="石桥镇副镇长选举", post="副镇长", held_under="石桥镇人民代表大会选举办法", rank=Rank.VICE, seats=2,
        extra=1, nominate_by=at - timedelta(hours=6),
    )  # fmt: skip
    election = election_create(term=term, draft=draft, by=by, at=at - timedelta(days=2))
    *of_presidium, of_deputies = NOMINEES
    made = [nominate(election=election, draft=one, by=by, at=at - timedelta(days=1)) for one in of_presidium]
    lead, *others = _deputies(term, at)
    joint = nominate(election=election, draft=of_deputies, by=_actor(lead, term), at=at - timedelta(days=1))
    for person in others[: election.measures.co_signers - 1]:
        nomination_sign(nomination=joint, by=_actor(person, term), at=at - timedelta(hours=22))
    for nomination in (*made, joint):
        nominee_answer(nomination=nomination, accepts=True, by=by, at=at - timedelta(hours=20))
    nominations_close(election=election, by=by, at=at - timedelta(hours=5))
    candidates_fix(election=election, by=by, at=at - timedelta(hours=2))
    poll = vote_prepare(election=election, method="paper", by=by, at=at - timedelta(hours=1))
    _held_on_paper(poll, election, by, at)


def _held_on_paper(poll: Poll, election: Election, by: Actor, at: datetime) -> None:
    people = _deputies(election.term, at)
    duties = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER, Duty.SCRUTINEER, Duty.TELLER, Duty.TELLER)
    officers = [OfficerDraft(person.pk, duty) for person, duty in zip(people, duties, strict=False)]
    officers_set(poll=poll, officers=officers, by=by, at=at)
    seats = dict(Mandate.objects.filter(term=election.term).values_list("person_id", "pk"))
    roll = [RollMember(seats[person.pk], person.pk, person.name) for person in people[:PRESENT]]
    _scrutineers_passed(poll, election, roll, by, at)
    poll = poll_open(poll=poll, roll=roll, due=DUE, present=PRESENT, by=by, at=at)
    poll = poll_close(poll=poll, by=by, at=at)
    for teller in people[3:5]:
        tally_enter(poll=poll, sheet=_sheet(poll), by=_actor(teller, election.term), at=at)
    poll_count(poll=poll, by=by, at=at)
    for officer in poll.officers.filter(duty__in=SIGNING_DUTIES):
        result_sign(officer=officer, by=by, at=at)
    poll_announce(poll=poll, by=by, at=at)


def _scrutineers_passed(poll: Poll, election: Election, roll: Sequence[RollMember], by: Actor, at: datetime) -> None:
    """Their list is passed by show of hands; each declares to be no candidate's relative."""
    hands = officer_vote_prepare(polls=[poll], by=by, at=at)
    hands = poll_open(poll=hands, roll=roll, due=DUE, present=PRESENT, by=by, at=at)
    names = hands.options.order_by("number").values_list("title", flat=True)
    hands_record(poll=hands, items=[{"name": name, "approve": PRESENT, "oppose": 0} for name in names], by=by, at=at)
    poll_announce(poll=hands, by=by, at=at)
    for officer in poll.officers.filter(duty__in=SIGNING_DUTIES).select_related("person"):
        officer_declare(officer=officer, by=_actor(officer.person, election.term), at=at)


def _sheet(poll: Poll) -> Sheet:
    names = poll.options.order_by("number").values_list("title", flat=True)
    parts = ("approve", "oppose", "abstain")
    items = tuple({"name": name, **dict(zip(parts, VOTES[name], strict=True))} for name in names)
    return Sheet(issued=PRESENT, received=PRESENT, void=0, blank=0, items=items)


def _deputies(term: Term, at: datetime, last: Sequence[str] = ()) -> list[Person]:
    """Everybody serving, by surname strokes; those with these accounts at the end."""
    people = [seat.person for seat in deputies_of(term, local_day(at))]
    accounts = set(Person.objects.filter(user__username__in=last).values_list("pk", flat=True))
    return sorted(people, key=lambda person: person.pk in accounts)


def _actor(person: Person, term: Term) -> Actor:
    return Actor(
        name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(term.body_id,),
        role_title=f"{term.body.name}代表",
    )  # fmt: skip


def _staff(username: str, at: datetime) -> Actor:
    user, on = User.objects.get(username=username), local_day(at)
    return actor_of(user, acting_roles(user, on)[0].choice, on) or Actor.guest()
