"""The poll of an election, its result, run-offs, the seats left open; resignation and removal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.congress.ballots.models import Poll, PollOfficer
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.selectors.scrutiny import must_declare, must_pass
from apps.congress.ballots.services.closing import poll_announce, poll_close, poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.paper import tally_enter
from apps.congress.ballots.services.rounds import run_off_open, second_round_open
from apps.congress.ballots.services.setting_up import (
    OfficerDraft,
    OptionDraft,
    PollDraft,
    officers_set,
    options_set,
    poll_change,
)
from apps.congress.ballots.services.signing import result_sign
from apps.congress.elections.models import Election
from apps.congress.elections.papers import announcement, declaration
from apps.congress.elections.selectors.nominees import candidates_of
from apps.congress.elections.selectors.polls import candidate_person_ids, election_of_poll
from apps.congress.elections.services.candidates import candidates_fix, nominations_close, preliminary_prepare
from apps.congress.elections.services.nominating import NomineeDraft, motion_sign, nominate, nominee_answer
from apps.congress.elections.services.papers import announcement_draft
from apps.congress.elections.services.setting_up import QuestionDraft, defence_record, question_create
from apps.congress.elections.services.voting import run_off_prepare, supplementary_create, vote_prepare
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import Mandate, Post
from apps.foundation.people.services.roles import post_give
from tests.congress.elections.floor import AT, DEADLINE, LATER, for_, today
from tests.factories import SINCE, make_unit


def names(election):
    return sorted(election.elected.values_list("name", flat=True))


def test_the_poll_has_the_candidates_in_order_the_seats_and_the_majority_of_all(floor):
    election, poll = floor.polled("潘伟", "丁宁", "王小明")
    assert list(poll.options.values_list("title", flat=True)) == ["丁宁", "王小明", "潘伟"]
    assert (poll.model, poll.seats, poll.base, poll.threshold, poll.equal_slate) == (
        "election", 2, "all", "more_than_half", False,
    )  # fmt: skip
    assert election.state == "polled"


def test_a_post_is_filled_by_secret_ballot(floor):
    election = floor.fixed("李明", "王伟", "张强")
    for method in ("named", "mixed", "show_of_hands"):
        with pytest.raises(NotReady, match="无记名"):
            vote_prepare(election=election, method=method, by=floor.staff, at=LATER)
    for method in ("secret", "secret_mixed"):
        assert method in dict(Poll._meta.get_field("method").choices)
    assert vote_prepare(election=election, method="secret", by=floor.staff, at=LATER).method == "secret"


def test_more_than_half_of_all_deputies_elect(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (6, for_("李明", "王伟")), (4, for_("张强")))
    assert (election.state, names(election), election.passed) == ("decided", ["李明", "王伟"], True)
    assert election.elected.get(name="李明").votes == 6


def test_half_is_not_more_than_half_and_leaves_the_seat_open(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (5, for_("李明", "王伟")), (1, for_("李明", "张强")), (4, Marks()))
    assert (names(election), election.passed) == (["李明"], False)


def test_somebody_written_in_is_elected_without_nomination(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (7, for_("丁宁", "李明", against=("王伟",))))
    assert names(election) == ["丁宁", "李明"]
    assert election.elected.get(name="丁宁").nomination is None


def test_nobody_above_half_decides_nothing_and_is_no_tie(floor):
    election, poll = floor.polled("李明", "王伟", seats=1, rank="head", post="镇长")
    election = floor.hold(poll, (5, for_("李明")), (5, for_("王伟")))
    assert (names(election), election.state) == ([], "decided")
    with pytest.raises(WrongState, match="没有得票相等"):
        run_off_prepare(election=election, by=floor.staff, at=LATER)


def test_the_tied_alone_stand_in_the_run_off(floor):
    election, poll = floor.polled("李明", "王伟", "张强", "赵刚", seats=2, extra=2)
    ballots = [(2, for_("李明", "王伟")), (4, for_("李明", "张强")), (4, for_("王伟", "张强"))]
    election = floor.hold(poll, *ballots)
    assert (election.state, names(election)) == ("polled", ["张强"])
    again = run_off_prepare(election=election, by=floor.staff, at=LATER)
    assert (again.seats, again.threshold, list(again.options.values_list("title", flat=True))) == (
        1, "", ["王伟", "李明"],
    )  # fmt: skip
    assert election_of_poll(again) == election
    floor.hold(again, (3, for_("李明")), (2, for_("王伟")))
    election.refresh_from_db()
    assert (election.state, names(election), election.passed) == ("decided", ["张强", "李明"], True)


def test_a_full_house_needs_no_other_election(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (6, for_("李明", "王伟")), (2, for_("张强", against=("李明",))))
    with pytest.raises(WrongState, match="没有选足"):
        supplementary_create(election=election, by_votes=True, held_under="办法", by=floor.staff, at=LATER)


def short_of_one(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    return floor.hold(poll, (5, for_("李明", "王伟")), (3, for_("李明", "张强")), (2, Marks()))


def test_the_seats_left_open_are_voted_on_again_with_the_next_by_votes(floor):
    election = short_of_one(floor)
    again = supplementary_create(election=election, by_votes=True, held_under="办法", by=floor.staff, at=LATER)
    assert (again.kind, again.seats, again.state, again.follows) == (
        "supplementary", 1, "candidates_fixed", election,
    )  # fmt: skip
    assert [one.name for one in candidates_of(again)] == ["王伟", "张强"]
    with pytest.raises(Conflict, match="无须再建"):
        supplementary_create(election=election, by_votes=True, held_under="办法", by=floor.staff, at=LATER)
    poll = vote_prepare(election=again, method="named", by=floor.staff, at=LATER)
    assert names(floor.hold(poll, (7, for_("张强")), (3, for_("王伟")))) == ["张强"]


def test_or_with_new_nominations(floor):
    election, later = short_of_one(floor), LATER + timedelta(days=1)
    again = supplementary_create(
        election=election, by_votes=False, held_under="办法", nominate_by=later, by=floor.staff, at=LATER
    )
    assert (again.state, again.nominate_by, again.nominations.count()) == ("nominating", later, 0)


def test_by_votes_a_head_post_may_stand_alone_again(floor):
    _, poll = floor.polled("李明", seats=1, rank="head", post="镇长")
    election = floor.hold(poll, (5, for_("李明")), (5, Marks(oppose=("李明",))))
    again = supplementary_create(election=election, by_votes=True, held_under="办法", by=floor.staff, at=LATER)
    assert [one.name for one in candidates_of(again)] == ["李明"]


def test_what_a_by_election_left_open_is_a_by_election_still(floor):
    _, poll = floor.polled("李明", "王伟", extra=0, kind="by_election")
    election = floor.hold(poll, (6, for_("李明")), (4, Marks()))
    values = {"election": election, "held_under": "办法", "by": floor.staff, "at": LATER}
    again = supplementary_create(**values, by_votes=True)
    assert ([one.name for one in candidates_of(again)], again.extra) == (["王伟"], 0)
    poll = vote_prepare(election=again, method="named", by=floor.staff, at=LATER)
    again = floor.hold(poll, (7, for_("王伟")))
    assert "补选王伟为副镇长" in "".join(block.text for block in announcement(again, today()).blocks)


def test_a_voided_poll_is_prepared_again(floor):
    election, poll = floor.polled("李明", "王伟", "张强")
    poll_void(poll=poll, reason="票样有误", by=floor.staff, at=LATER)
    election.refresh_from_db()
    assert election.state == "candidates_fixed"
    assert vote_prepare(election=election, method="named", by=floor.staff, at=LATER).pk != poll.pk


def test_a_candidate_is_neither_scrutineer_nor_teller(floor):
    floor.open_ballot()
    election, person = floor.election(), floor.cast.deputies()[3]
    made = nominate(election=election, draft=NomineeDraft(person.name, person), by=floor.staff, at=AT)
    nominee_answer(nomination=made, accepts=True, by=floor.staff, at=AT)
    floor.by_presidium(election, "李明")
    floor.by_deputies(election, "王伟")
    election = nominations_close(election=election, by=floor.staff, at=LATER)
    election = candidates_fix(election=election, by=floor.staff, at=LATER)
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    assert candidate_person_ids(poll) == {person.pk}
    as_teller = {"poll": poll, "officers": [OfficerDraft(person.pk, "teller")], "by": floor.staff, "at": LATER}
    with pytest.raises(NotReady, match="不能担任计票人"):
        officers_set(**as_teller)
    named_before_they_stood = PollOfficer.objects.create(poll=poll, person=person, duty="teller")
    with pytest.raises(NotReady, match="不能担任计票人"):
        floor.open(poll)
    named_before_they_stood.delete()
    floor.open(poll)
    with pytest.raises(NotReady, match="不能担任计票人"):
        officers_set(**as_teller)


def test_papers_say_who_was_elected(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (6, for_("李明", "王伟")), (4, for_("张强")))
    text = "".join(block.text for block in announcement(election, today()).blocks)
    assert "王伟、李明为副镇长" in text
    spoken = "".join(block.text for block in declaration(election, today()).blocks)
    assert "王伟（6票）、李明（6票）" in spoken
    document = announcement_draft(election=election, by=floor.staff, at=LATER)
    assert document.kind == "election_announcement"
    with pytest.raises(Conflict):
        announcement_draft(election=election, by=floor.staff, at=LATER)


def test_nothing_is_announced_before_a_result(floor):
    with pytest.raises(WrongState, match="还没有"):
        announcement_draft(election=floor.election(), by=floor.staff, at=LATER)


# resignation and removal


def post_of(floor, number=9) -> Post:
    unit = make_unit(floor.cast.town, "presidium", "青禾镇人大主席团")
    return post_give(
        person=floor.cast.deputies()[number], unit=unit, title="副主席", starts_on=SINCE, by=floor.staff, at=AT
    )


def question(floor, kind, **values) -> Election:
    post = values.pop("post_held", None) or post_of(floor)
    fixed = {"kind": kind, "title": f"{kind} {post.person.name}", "person": post.person, "post": "镇人大副主席",
             "held_under": "议事规则", "statement": "因工作变动,请求辞去职务。", "stated_on": today(),
             "post_held": post}  # fmt: skip
    return question_create(term=floor.cast.term, draft=QuestionDraft(**fixed | values), by=floor.staff, at=AT)


@pytest.mark.parametrize(("approve", "passed"), [(6, True), (5, False)])
def test_a_resignation_is_accepted_by_more_than_half_of_all(floor, approve, passed):
    election = question(floor, "resignation")
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    name = election.question
    election = floor.hold(poll, (approve, for_(name)), (2, Marks(oppose=(name,))))
    assert (election.state, election.passed) == ("decided", passed)
    post = Post.objects.get()
    assert (post.until == today()) is passed
    assert election.outcome_note.startswith("已在人员名册中终止" if passed else "未获")


def test_a_seat_ends_with_the_resignation_that_was_accepted(floor):
    seat = Mandate.objects.get(term=floor.cast.term, person=floor.cast.deputies()[9])
    election = question(floor, "resignation", post="代表", post_held=None, mandate=seat)
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    floor.hold(poll, (6, for_(election.question)))
    assert seat.statuses.order_by("pk").last().state == "ended"


def test_a_removal_is_moved_by_a_fifth_of_the_deputies_or_the_presidium(floor):
    election = question(floor, "removal", mover="deputies", nominate_by=DEADLINE)
    motion_sign(election=election, signs=True, by=floor.deputy(0), at=AT)
    with pytest.raises(NotReady) as refusal:
        nominations_close(election=election, by=floor.staff, at=LATER)
    assert "至少2人,现有1人" in refusal.value.issues[0].sentence
    motion_sign(election=election, signs=True, by=floor.deputy(1), at=AT)
    assert nominations_close(election=election, by=floor.staff, at=LATER).state == "deliberating"


def test_a_name_under_a_motion_is_taken_back_before_the_deadline(floor):
    election = question(floor, "removal", mover="deputies", nominate_by=DEADLINE)
    motion_sign(election=election, signs=True, by=floor.deputy(0), at=AT)
    with pytest.raises(Conflict, match="已参加"):
        motion_sign(election=election, signs=True, by=floor.deputy(0), at=AT)
    motion_sign(election=election, signs=False, by=floor.deputy(0), at=AT)
    with pytest.raises(Conflict, match="没有参加"):
        motion_sign(election=election, signs=False, by=floor.deputy(0), at=AT)
    with pytest.raises(NotReady, match="截止时间已过"):
        motion_sign(election=election, signs=True, by=floor.deputy(0), at=LATER)


def test_the_defence_is_recorded_and_the_removal_voted_on_secretly(floor):
    election = question(floor, "removal", mover="presidium")
    with pytest.raises(DomainError, match="申辩"):
        defence_record(election=election, text=" ", by=floor.deputy(9), at=AT)
    assert defence_record(election=election, text="所述不实。", by=floor.deputy(9), at=AT).defence == "所述不实。"
    with pytest.raises(NotReady, match="无记名"):
        vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    poll = vote_prepare(election=election, method="paper", by=floor.staff, at=LATER)
    assert candidate_person_ids(poll) == {election.person_id}


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [("resignation", {"statement": " "}, "no_statement"), ("removal", {}, "no_mover"),
     ("removal", {"mover": "deputies"}, "deadline_past")],
)  # fmt: skip
def test_a_question_is_complete_before_it_is_entered(floor, kind, values, code):
    with pytest.raises(NotReady) as refusal:
        question(floor, kind, **values)
    assert [issue.code for issue in refusal.value.issues] == [code]


def the_place_has_other_rules(floor):
    for key, value in (("base", "present"), ("threshold", "two_thirds"), ("tie_rule", "presidium"),
                       ("shortage_rule", "second_round")):  # fmt: skip
        floor.rule(f"ballots.{key}", value)


def rules_of(poll):
    return (poll.base, poll.threshold, poll.tie_rule, poll.shortage_rule)


LAW = ("all", "more_than_half", "run_off", "adopt_above")


@pytest.mark.parametrize("kind", ["resignation", "removal"])
def test_questions_follow_the_law_whatever_the_place_has_set(floor, kind):
    the_place_has_other_rules(floor)
    floor.open_ballot()
    election = question(floor, kind, mover="presidium" if kind == "removal" else "")
    if kind == "removal":
        defence_record(election=election, text="本人不申辩", by=floor.staff, at=AT)
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    assert rules_of(poll) == LAW
    assert rules_of(floor.open(poll)) == LAW


def test_six_of_ten_elect_and_remove_where_the_place_asks_for_two_thirds(floor):
    the_place_has_other_rules(floor)
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (6, for_("李明", "王伟")), (4, for_("张强")))
    assert names(election) == ["李明", "王伟"]
    election = question(floor, "resignation")
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    assert floor.hold(poll, (6, for_(election.question))).passed is True


def test_preliminaries_follow_the_law_as_well(floor):
    the_place_has_other_rules(floor)
    floor.open_ballot()
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    assert rules_of(preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)) == LAW


def test_scrutineers_of_a_removal_are_passed_and_declare(floor):
    election = question(floor, "removal", mover="presidium")
    defence_record(election=election, text="本人不申辩", by=floor.staff, at=AT)
    poll = vote_prepare(election=election, method="paper", by=floor.staff, at=LATER)
    assert (must_pass(poll), must_declare(poll)) == (True, True)


def tied(floor):
    _, poll = floor.polled("李明", "王伟", "张强", "赵刚", seats=2, extra=2)
    ballots = [(2, for_("李明", "王伟")), (4, for_("李明", "张强")), (4, for_("王伟", "张强"))]
    return floor.hold(poll, *ballots), Poll.objects.get(pk=poll.pk)


def test_the_election_alone_leads_its_next_rounds(floor):
    _, poll = tied(floor)
    for act in (run_off_open, second_round_open):
        with pytest.raises(WrongState, match="选举”页面"):
            act(poll=poll, by=floor.staff, at=LATER)


def counted_with_a_ballot_too_many(floor, poll):
    """On paper: ten were given out, eleven came back."""
    Poll.objects.filter(pk=poll.pk).update(method="paper")
    people = [*floor.cast.deputies()[:3], floor.cast.people["staff"], floor.cast.people["leader"]]
    duties = ("chief_scrutineer", "scrutineer", "scrutineer", "teller", "teller")
    for person, duty in zip(people, duties, strict=True):
        PollOfficer.objects.create(poll=poll, person=person, duty=duty, passed_at=AT, declared_at=AT)
    poll_close(poll=floor.open(Poll.objects.get(pk=poll.pk)), by=floor.staff, at=LATER)
    items = tuple(
        {"name": name, "approve": 5, "oppose": 0, "abstain": 6} for name in poll.options.values_list("title", flat=True)
    )
    for teller in ("staff", "leader"):
        sheet = Sheet(issued=10, received=11, void=0, blank=1, items=items)
        tally_enter(poll=poll, sheet=sheet, by=floor.cast.actor(teller), at=LATER)
    poll_count(poll=poll, by=floor.staff, at=LATER)
    for officer in poll.officers.exclude(duty="teller"):
        result_sign(officer=officer, by=floor.staff, at=LATER)
    return poll_announce(poll=poll, by=floor.staff, at=LATER)


def test_a_run_off_announced_as_invalid_is_held_again(floor):
    election, _ = tied(floor)
    counted_with_a_ballot_too_many(floor, run_off_prepare(election=election, by=floor.staff, at=LATER))
    again = run_off_prepare(election=election, by=floor.staff, at=LATER)
    floor.hold(again, (3, for_("李明")), (2, for_("王伟")))
    election.refresh_from_db()
    assert (election.state, names(election)) == ("decided", ["张强", "李明"])


def test_nobody_is_removed_unheard(floor):
    election = question(floor, "removal", mover="presidium")
    with pytest.raises(NotReady) as refusal:
        vote_prepare(election=election, method="paper", by=floor.staff, at=LATER)
    assert [issue.code for issue in refusal.value.issues] == ["no_defence"]
    defence_record(election=election, text="本人不申辩", by=floor.staff, at=AT)
    assert vote_prepare(election=election, method="paper", by=floor.staff, at=LATER).state == "draft"


def test_the_ballot_of_an_election_is_not_changed_on_the_page_of_the_poll(floor):
    """Candidates are fixed by the election, and so is the secrecy of the vote."""
    election = floor.fixed("李明", "王伟", "张强")
    poll = vote_prepare(election=election, method="secret", by=floor.staff, at=LATER)
    with pytest.raises(WrongState, match="已由选举程序"):
        options_set(poll=poll, options=[OptionDraft("外来人"), OptionDraft("李明")], by=floor.staff, at=LATER)
    named = PollDraft(title=poll.title, held_under=poll.held_under, model=poll.model, method="named", seats=poll.seats)
    with pytest.raises(WrongState, match="已由选举程序"):
        poll_change(poll=poll, draft=replace(named, equal_slate=poll.equal_slate), by=floor.staff, at=LATER)
    poll_change(
        poll=poll, draft=replace(named, method="secret", equal_slate=poll.equal_slate, instructions="请用手机投票"),
        by=floor.staff, at=LATER,
    )  # fmt: skip
    assert poll.options.count() == 3
