"""Scrutineers: who may be one, what they declare, that two of them stand by the box of a secret poll."""

from datetime import timedelta

import pytest

from apps.congress.ballots.models import Duty, Method, OfficerVote, Poll, Presence
from apps.congress.ballots.rules.opening import issues_before_opening
from apps.congress.ballots.selectors import opening_facts
from apps.congress.ballots.selectors.scrutiny import scrutineers_of, witnesses_of
from apps.congress.ballots.services.closing import poll_announce, poll_close, poll_void, polls_close_run_out
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.paper import hands_record
from apps.congress.ballots.services.rounds import run_off_open
from apps.congress.ballots.services.scrutiny import officer_declare, officer_vote_prepare, presence_confirm
from apps.congress.ballots.services.setting_up import OfficerDraft, officers_set
from apps.congress.ballots.services.signing import result_sign, sign_off_when_complete
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.policies.models import Policy
from tests.cast import TODAY
from tests.congress.ballots.hall import AT
from tests.racing import at_once

LATER = AT + timedelta(minutes=31)
CANDIDATES = ("张三", "李四")


def secret(hall, **values) -> Poll:
    """A prepared secret poll with its scrutineers."""
    poll = hall.draft(method="secret", **values)
    hall.officers(poll)
    return poll


def begun(hall, **values) -> Poll:
    """A secret poll that is open, as far as scrutineers are concerned."""
    poll = secret(hall, **values)
    Poll.objects.filter(pk=poll.pk).update(state="open", opened_at=AT, due=10, present=10)
    poll.refresh_from_db()
    return poll


def codes(hall, poll, at=AT):
    with pytest.raises(NotReady) as refusal:
        poll_open(poll=poll, roll=hall.roll(), due=10, present=10, by=hall.staff, at=at)
    return [issue.code for issue in refusal.value.issues]


def election(hall, **values) -> Poll:
    return hall.draft(**{"model": "election", "seats": 1, "method": "paper", "options": CANDIDATES} | values)


def a_place_demands(hall, key, value):
    Policy.objects.create(key=key, area=hall.cast.town, value=value, source="办法", starts_on=TODAY, set_at=AT)


def voided(hall) -> Poll:
    return poll_void(poll=hall.draft(), reason="有误", by=hall.staff, at=AT)


# the list


def test_an_election_waits_until_the_sitting_has_passed_the_list(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    assert codes(hall, poll) == ["list_not_passed", "not_declared"]
    hall.swear(poll)
    assert hall.open(poll).state == "open"


def test_another_vote_waits_only_where_the_place_demands_it(hall):
    free = hall.draft(method="paper")
    hall.officers(free, sworn=False)
    assert hall.open(free).state == "open"
    a_place_demands(hall, "ballots.officers_passed", True)
    bound = hall.draft(method="mixed")
    hall.officers(bound, sworn=False)
    assert codes(hall, bound) == ["list_not_passed"]


@pytest.mark.parametrize("method", ["named", "show_of_hands"])
def test_a_vote_without_a_box_needs_no_list(hall, method):
    a_place_demands(hall, "ballots.officers_passed", True)
    assert hall.open(method=method).state == "open"


def test_a_show_of_hands_passes_the_lists_of_several_polls_once_it_is_announced(hall):
    a_place_demands(hall, "ballots.officers_passed", True)
    polls = [hall.draft(method="paper", title=title) for title in ("甲", "乙")]
    for poll in polls:
        hall.officers(poll, sworn=False)
    hands = officer_vote_prepare(polls=polls, by=hall.staff, at=AT)
    assert (hands.method, hands.model, hands.title) == ("show_of_hands", "whole_list", "监票人名单(草案)")
    names = ["总监票人 安然", "监票人 白雪", "监票人 陈晨"]
    assert list(hands.options.values_list("title", flat=True)) == names
    hall.open(hands)
    items = [{"name": name, "approve": 10, "oppose": 0} for name in names]
    hands_record(poll=hands, items=items, by=hall.staff, at=AT)
    assert codes(hall, polls[0]) == ["list_not_passed"]
    poll_announce(poll=hands, by=hall.staff, at=AT)
    assert [hall.open(poll).state for poll in polls] == ["open", "open"]
    assert {one.passed_at for poll in polls for one in scrutineers_of(poll)} == {AT}


def test_a_rejected_list_has_not_passed(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    hands = hall.open(officer_vote_prepare(polls=[poll], by=hall.staff, at=AT))
    items = [{"name": title, "approve": 5, "oppose": 5} for title in hands.options.values_list("title", flat=True)]
    hands_record(poll=hands, items=items, by=hall.staff, at=AT)
    poll_announce(poll=hands, by=hall.staff, at=AT)
    assert "list_not_passed" in codes(hall, poll)
    assert officer_vote_prepare(polls=[poll], by=hall.staff, at=AT).state == "draft"


def test_whoever_joins_the_list_later_has_not_passed(hall):
    poll = election(hall)
    hall.officers(poll)
    kept = poll.officers.get(duty=Duty.CHIEF_SCRUTINEER)
    people = [(kept.person_id, "chief_scrutineer")]
    people += [(hall.deputy(number).person_id, "scrutineer") for number in (1, 5)]
    people += [(one.person_id, "teller") for one in poll.officers.filter(duty=Duty.TELLER)]
    officers_set(poll=poll, officers=[OfficerDraft(*one) for one in people], by=hall.staff, at=AT)
    with pytest.raises(NotReady, match="尚未通过:高山") as refusal:
        hall.open(poll)
    assert "尚未声明:高山" in str(refusal.value)
    kept.refresh_from_db()
    assert (kept.passed_at, kept.declared_at) == (AT, AT)


def test_a_list_is_put_to_the_vote_once(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    hands = officer_vote_prepare(polls=[poll], by=hall.staff, at=AT)
    with pytest.raises(Conflict, match="已准备举手表决"):
        officer_vote_prepare(polls=[poll], by=hall.staff, at=AT)
    poll_void(poll=hands, reason="名单有误", by=hall.staff, at=AT)
    assert officer_vote_prepare(polls=[poll], by=hall.staff, at=AT).pk != hands.pk


@pytest.mark.django_db(transaction=True)
def test_two_staff_at_once_prepare_one_vote(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    acts = [lambda: officer_vote_prepare(polls=[poll], by=hall.staff, at=AT)] * 2
    answers = at_once(*acts)
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Poll"]
    assert OfficerVote.objects.count() == 1


def test_it_refuses_a_list_that_cannot_be_put_to_the_vote(hall):
    with pytest.raises(DomainError, match="还没有拟定监票人"):
        officer_vote_prepare(polls=[hall.draft()], by=hall.staff, at=AT)
    with pytest.raises(DomainError, match="请至少选择一项"):
        officer_vote_prepare(polls=[], by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="已经计票或已作废"):
        officer_vote_prepare(polls=[voided(hall)], by=hall.staff, at=AT)
    elsewhere = hall.draft()
    Poll.objects.filter(pk=elsewhere.pk).update(body=hall.cast.other_congress)
    with pytest.raises(DomainError, match="同一机关"):
        officer_vote_prepare(polls=[hall.draft(), elsewhere], by=hall.staff, at=AT)


# the declaration


def test_a_scrutineer_declares_once_on_their_own_account(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    officer = poll.officers.get(duty=Duty.CHIEF_SCRUTINEER)
    declared = officer_declare(officer=officer, by=hall.deputy(0), at=AT)
    assert (declared.declared_at, declared.declared_in_hall) == (AT, False)
    with pytest.raises(Conflict, match="安然已经声明"):
        officer_declare(officer=officer, by=hall.deputy(0), at=AT)
    assert Entry.objects.get(act="ballots.officer.declared").facts["name"] == "安然"


def test_what_was_declared_in_the_hall_is_marked_so(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    declared = officer_declare(officer=poll.officers.first(), by=hall.staff, at=AT)
    assert declared.declared_in_hall is True


def test_nobody_declares_for_another(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    for other in (hall.deputy(1), hall.cast.actor("leader"), hall.cast.actor("other_staff")):
        with pytest.raises(NotAllowed):
            officer_declare(officer=poll.officers.get(duty=Duty.CHIEF_SCRUTINEER), by=other, at=AT)


def test_a_candidate_neither_declares_nor_watches(hall):
    poll = election(hall, options=("安然", "李四"))
    hall.officers(poll, sworn=False)
    with pytest.raises(NotAllowed, match="安然是候选人"):
        officer_declare(officer=poll.officers.get(duty=Duty.CHIEF_SCRUTINEER), by=hall.deputy(0), at=AT)
    assert codes(hall, poll)[0] == "candidate_scrutineer"


def test_a_teller_declares_nothing(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    with pytest.raises(WrongState, match="名单已经更换"):
        officer_declare(officer=poll.officers.filter(duty=Duty.TELLER).first(), by=hall.staff, at=AT)


def test_where_things_are_voted_on_nobody_declares(hall):
    poll = hall.draft(method="paper")
    hall.officers(poll)
    with pytest.raises(WrongState, match="只有选举"):
        officer_declare(officer=poll.officers.first(), by=hall.staff, at=AT)


def test_the_next_round_keeps_its_declared_scrutineers(hall):
    poll = hall.draft(options=("甲", "乙", "丙"), seats=1)
    hall.officers(poll)
    poll.officers.update(declared_at=AT)
    poll = hall.open(poll)
    for number in range(10):
        hall.vote(poll, number, *(("甲",) if number % 2 else ("乙",)))
    Poll.objects.filter(pk=poll.pk).update(state="draft")
    Poll.objects.filter(pk=poll.pk).update(threshold="")
    Poll.objects.filter(pk=poll.pk).update(state="open")
    poll_count(poll=hall.close(poll), by=hall.staff, at=AT)
    following = run_off_open(poll=poll, by=hall.staff, at=AT)
    assert {(one.passed_at, one.declared_at) for one in scrutineers_of(following)} == {(AT, AT)}


# two accounts present


def test_a_secret_poll_opens_only_with_two_scrutineers_present(hall):
    poll = secret(hall)
    assert codes(hall, poll) == ["few_present"]
    hall.present(poll, "open", 0)
    hall.present(poll, "open", 0, note="再次确认")
    with pytest.raises(NotReady, match="须有2名监票人在30分钟内用本人账号确认到场,现有1名"):
        hall.open(poll)
    hall.present(poll, "open", 1)
    assert Entry.objects.filter(act="ballots.presence.confirmed").count() == 3


@pytest.mark.parametrize(("minutes", "refused"), [(30, False), (31, True)])
def test_a_confirmation_counts_for_thirty_minutes(hall, minutes, refused):
    poll = begun(hall)
    hall.present(poll, "close")
    at = AT + timedelta(minutes=minutes)
    if refused:
        with pytest.raises(NotReady, match="现有0名"):
            poll_close(poll=poll, by=hall.staff, at=at)
        hall.present(poll, "close", at=at)
    assert poll_close(poll=poll, by=hall.staff, at=at).state == "closed"


def test_whoever_was_replaced_no_longer_counts(hall):
    poll = begun(hall)
    hall.present(poll, "close")
    people = [(hall.deputy(number).person_id, "scrutineer") for number in (1, 5)]
    people.append((hall.deputy(6).person_id, "chief_scrutineer"))
    officers_set(poll=poll, officers=[OfficerDraft(*one) for one in people], by=hall.staff, at=AT)
    with pytest.raises(NotReady, match="现有1名"):
        poll_close(poll=poll, by=hall.staff, at=AT)
    with pytest.raises(NotAllowed, match="只有本次表决的监票人"):
        hall.present(poll, "close", 0)


def test_the_announced_deadline_needs_no_witness_but_the_count_does(hall):
    poll = begun(hall, closes_at=AT + timedelta(minutes=5))
    assert polls_close_run_out(at=LATER) == 1
    poll.refresh_from_db()
    with pytest.raises(NotReady, match="截止和开箱须有2名监票人"):
        poll_count(poll=poll, by=hall.staff, at=LATER)


def test_a_place_says_how_many_stand_by_the_box(hall):
    a_place_demands(hall, "ballots.present_scrutineers", 3)
    poll = begun(hall)
    hall.present(poll, "close")
    with pytest.raises(NotReady, match="须有3名"):
        poll_close(poll=poll, by=hall.staff, at=AT)
    hall.present(poll, "close", 2)
    assert poll_close(poll=poll, by=hall.staff, at=AT).state == "closed"


def test_it_refuses_a_confirmation_that_does_not_belong(hall):
    draft, named = secret(hall), hall.draft()
    hall.officers(named)
    with pytest.raises(WrongState, match="不能作此确认"):
        hall.present(draft, "close")
    with pytest.raises(WrongState, match="只有无记名电子表决"):
        hall.present(named, "open")
    for stranger in (hall.deputy(7), hall.staff, hall.cast.actor("leader")):
        with pytest.raises(NotAllowed, match="只有本次表决的监票人"):
            presence_confirm(poll=draft, stage="open", by=stranger, at=AT)


def test_a_name_put_on_the_list_after_the_opening_closes_nothing_until_it_is_passed(hall):
    a_place_demands(hall, "ballots.officers_passed", True)
    poll = begun(hall)
    people = [(hall.deputy(number).person_id, "scrutineer") for number in (1, 5)]
    people.append((hall.deputy(0).person_id, "chief_scrutineer"))
    officers_set(poll=poll, officers=[OfficerDraft(*one) for one in people], by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="尚未经会议举手通过"):
        hall.present(poll, "close", 5)
    hands = hall.open(officer_vote_prepare(polls=[poll], by=hall.staff, at=AT))
    items = [{"name": title, "approve": 10, "oppose": 0} for title in hands.options.values_list("title", flat=True)]
    hands_record(poll=hands, items=items, by=hall.staff, at=AT)
    poll_announce(poll=hands, by=hall.staff, at=AT)
    hall.present(poll, "close", 1, 5)
    assert poll_close(poll=poll, by=hall.staff, at=AT).state == "closed"


def opened_on_paper(hall) -> Poll:
    poll = election(hall, options=("张三", "李四", "高山"))
    hall.officers(poll)
    return hall.open(poll)


def replaced(hall, poll, *scrutineers: int):
    people = [(hall.deputy(0).person_id, "chief_scrutineer")]
    people += [(hall.deputy(number).person_id, "scrutineer") for number in scrutineers]
    people += [(one.person_id, "teller") for one in poll.officers.filter(duty=Duty.TELLER)]
    return officers_set(poll=poll, officers=[OfficerDraft(*one) for one in people], by=hall.staff, at=AT)


@pytest.mark.parametrize("is_closed", [False, True])
def test_an_open_poll_keeps_the_people_its_opening_asked_for(hall, is_closed):
    poll = opened_on_paper(hall)
    poll = hall.close(poll) if is_closed else poll
    with pytest.raises(NotReady) as refusal:
        officers_set(poll=poll, officers=[], by=hall.staff, at=AT)
    assert [issue.code for issue in refusal.value.issues] == [
        "no_chief_scrutineer", "few_scrutineers", "few_tellers",
    ]  # fmt: skip
    with pytest.raises(NotReady, match="监票人不少于2名"):
        replaced(hall, poll, 1)
    with pytest.raises(NotReady, match="高山是候选人"):
        replaced(hall, poll, 1, 5)
    assert poll.officers.count() == 5


def test_who_was_put_on_the_list_later_is_passed_and_declares_before_the_count_and_the_signature(hall):
    poll = opened_on_paper(hall)
    replaced(hall, poll, 1, 6)
    poll = hall.close(poll)
    with pytest.raises(NotReady) as refusal:
        poll_count(poll=poll, by=hall.staff, at=AT)
    assert [issue.code for issue in refusal.value.issues] == ["not_passed", "not_declared"]
    Poll.objects.filter(pk=poll.pk).update(state="counted")
    officer = poll.officers.get(person=hall.deputy(6).person_id)
    with pytest.raises(NotReady, match="尚未经会议举手通过"):
        result_sign(officer=officer, by=hall.deputy(6), at=AT)
    poll.officers.filter(pk=officer.pk).update(passed_at=AT, declared_at=AT)
    assert result_sign(officer=officer, by=hall.deputy(6), at=AT).state == "counted"


def test_a_watched_poll_without_scrutineers_signs_nothing_by_itself(hall):
    poll = opened_on_paper(hall)
    Poll.objects.filter(pk=poll.pk).update(state="counted")
    poll.officers.all().delete()
    poll.refresh_from_db()
    sign_off_when_complete(poll)
    assert poll.state == "counted"


def test_who_has_not_declared_confirms_nothing(hall):
    poll = election(hall, method="secret")
    hall.officers(poll, sworn=False)
    poll.officers.update(passed_at=AT)
    with pytest.raises(WrongState, match="请先声明"):
        hall.present(poll, "open", 0)


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_confirmation_and_two_people_are_two(hall):
    poll, voters = secret(hall), [hall.deputy(0), hall.deputy(1)]
    acts = [lambda by=by: presence_confirm(poll=poll, stage="open", by=by, at=AT) for by in (*voters, *voters)]
    assert [type(answer).__name__ for answer in at_once(*acts)] == ["Presence"] * 4
    assert Presence.objects.count() == 2


def test_the_notes_of_the_closing_are_kept_with_the_names(hall):
    poll = secret(hall)
    hall.present(poll, "open")
    Poll.objects.filter(pk=poll.pk).update(state="open", opened_at=AT)
    poll.refresh_from_db()
    hall.present(poll, "close", 0, note="1张票发出未收回")
    hall.present(poll, "close", 2)
    opening, closing = witnesses_of(poll)
    assert (opening.label, opening.names, opening.notes) == ("开启投票", ("安然", "白雪"), ())
    assert (closing.names, closing.notes) == (("安然", "陈晨"), (("安然", "1张票发出未收回"),))


def test_a_named_poll_has_no_witnesses(hall):
    assert witnesses_of(hall.open()) == []
    assert hall.close(hall.open()).method == Method.NAMED


def test_a_secret_poll_needs_scrutineers_who_can_confirm_on_an_account_of_their_own(hall):
    poll = hall.draft(method="secret")
    people = hall.officers(poll)
    for person in people[:2]:
        person.user = None
        person.save(update_fields=["user"])
    sentences = [issue.sentence for issue in issues_before_opening(opening_facts(poll, at=AT))]
    assert any("没有账号的:安然、白雪" in sentence for sentence in sentences)
