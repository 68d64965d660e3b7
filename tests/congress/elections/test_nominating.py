"""Who may put down a name, who stands for it, and until when."""

from datetime import date, timedelta

import pytest

from apps.congress.elections.models import Consent, Election, Nomination, Signature
from apps.congress.elections.selectors.nominees import accepted, nominees_of
from apps.congress.elections.selectors.page import page_of
from apps.congress.elections.services.candidates import nominations_close
from apps.congress.elections.services.nominating import (
    NomineeDraft,
    colleagues_ask,
    nominate,
    nomination_sign,
    nomination_unsign,
    nomination_withdraw,
    nominee_answer,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.office.notifications.models import Notice
from tests.congress.elections.floor import AT, LATER, today


def codes(refusal):
    return [issue.code for issue in refusal.value.issues]


def test_ten_deputies_make_a_nomination_and_nine_do_not(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    floor.sign(nomination, *range(1, 9))
    nominee = nominees_of(election, today())[0]
    assert (nominee.signed, nominee.lacks, nominee.label) == (9, 1, "还差1人附议")
    floor.sign(nomination, 9)
    assert nominees_of(election, today())[0].stands


def test_too_few_at_the_deadline_are_named_and_do_not_count(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    nominee_answer(nomination=nomination, accepts=True, by=floor.staff, at=AT)
    election = nominations_close(election=election, by=floor.staff, at=LATER)
    found = nominees_of(election, today())
    assert found[0].label == "联名人数不足"
    assert accepted(found) == []


def test_the_presidium_needs_no_co_signers(floor):
    election = floor.election()
    floor.by_presidium(election, "李明")
    assert [one.nomination.name for one in accepted(nominees_of(election, today()))] == ["李明"]


def test_the_presidium_names_no_more_than_there_are_seats(floor):
    election = floor.election()
    first, _ = floor.by_presidium(election, "李明", "王伟")
    with pytest.raises(NotReady, match="主席团提名的候选人人数不得超过应选名额2名") as refusal:
        floor.by_presidium(election, "张强")
    assert codes(refusal) == ["presidium_full"]
    nominee_answer(nomination=first, accepts=False, by=floor.staff, at=AT)
    floor.by_presidium(election, "张强")
    with pytest.raises(NotReady) as refusal:
        nominee_answer(nomination=first, accepts=True, by=floor.staff, at=AT)
    assert codes(refusal) == ["presidium_full"]


def test_who_declined_does_not_come_back_once_a_name_was_given_to_another(floor):
    election = floor.election(seats=1)
    first = floor.by_deputy(election, "李明")
    floor.sign(first, 1)
    nominee_answer(nomination=first, accepts=False, by=floor.staff, at=AT)
    second = floor.by_deputy(election, "王伟", 2)
    floor.sign(second, 1)
    with pytest.raises(NotReady, match=f"{floor.deputy(1).name}已改为提名、附议他人") as refusal:
        nominee_answer(nomination=first, accepts=True, by=floor.staff, at=AT)
    assert codes(refusal) == ["signers_full"]
    nomination_unsign(nomination=second, by=floor.deputy(1), at=AT)
    assert nominee_answer(nomination=first, accepts=True, by=floor.staff, at=AT).answer == "accepted"


def test_a_deputy_stands_for_as_many_as_there_are_seats(floor):
    election = floor.election()
    floor.by_deputy(election, "李明", 0)
    floor.sign(floor.by_deputy(election, "王伟", 1), 0)
    third = floor.by_deputy(election, "张强", 2)
    with pytest.raises(NotReady) as refusal:
        nomination_sign(nomination=third, by=floor.deputy(0), at=AT)
    assert codes(refusal) == ["more_than_seats"]
    with pytest.raises(NotReady) as refusal:
        floor.by_deputy(election, "赵刚", 0)
    assert codes(refusal) == ["more_than_seats"]


def test_who_has_no_name_left_is_not_led_to_the_form(floor):
    election = floor.election(seats=1)
    page = page_of(election, floor.deputy(0), AT)
    assert (page.may_nominate, page.has_room) == (True, True)
    floor.by_deputy(election, "李明", 0)
    assert not page_of(election, floor.deputy(0), AT).has_room
    assert page_of(election, floor.deputy(1), AT).has_room
    assert page_of(election, floor.staff, AT).has_room


def test_a_child_cannot_stand(floor):
    day = AT.date()
    grown = day.replace(year=day.year - 18)
    with pytest.raises(NotReady, match="未满18周岁") as refusal:
        nominate_born(floor, grown + timedelta(days=1))
    assert codes(refusal) == ["too_young"]
    assert nominate_born(floor, grown).born_on == grown


def nominate_born(floor, born_on):
    draft = NomineeDraft("李明", born_on=born_on)
    return nominate(election=floor.election(), draft=draft, by=floor.staff, at=AT)


def test_taking_back_a_signature_frees_the_name_again(floor):
    election = floor.election(seats=1)
    first, second = floor.by_deputy(election, "李明", 1), floor.by_deputy(election, "王伟", 2)
    floor.sign(first, 0)
    nomination_unsign(nomination=first, by=floor.deputy(0), at=AT)
    floor.sign(second, 0)
    assert Signature.objects.get(nomination=first, person=floor.deputy(0).person_id).consent == Consent.WITHDRAWN


def test_so_does_a_nomination_taken_back_or_declined(floor):
    election = floor.election(seats=1)
    nomination = floor.by_deputy(election, "李明")
    nomination_withdraw(nomination=nomination, reason="另提他人", by=floor.deputy(0), at=AT)
    second = floor.by_deputy(election, "王伟")
    nominee_answer(nomination=second, accepts=False, by=floor.staff, at=AT)
    assert floor.by_deputy(election, "张强").name == "张强"


def test_after_the_deadline_no_name_is_put_down_signed_or_taken_back(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    floor.sign(nomination, 1)
    for act in (
        lambda: nominate(election=election, draft=NomineeDraft("王伟"), by=floor.deputy(2), at=LATER),
        lambda: nomination_sign(nomination=nomination, by=floor.deputy(3), at=LATER),
        lambda: nomination_unsign(nomination=nomination, by=floor.deputy(1), at=LATER),
    ):
        with pytest.raises(NotReady) as refusal:
            act()
        assert codes(refusal) == ["late"]


def test_a_name_is_put_down_once(floor):
    election = floor.election()
    floor.by_deputy(election, "李明")
    with pytest.raises(NotReady) as refusal:
        floor.by_presidium(election, "李明")
    assert "请直接附议" in refusal.value.issues[0].sentence


def test_a_chair_is_elected_from_the_deputies(floor):
    election = floor.head(deputies_only=True)
    with pytest.raises(NotReady) as refusal:
        floor.by_presidium(election, "李明")
    assert codes(refusal) == ["no_deputy"]
    person = floor.cast.deputies()[0]
    made = nominate(election=election, draft=NomineeDraft(person.name, person), by=floor.staff, at=AT)
    assert made.person == person


def test_deputies_of_another_town_neither_nominate_nor_sign(floor):
    election = floor.election()
    nomination, stranger = floor.by_deputy(election, "李明"), floor.cast.actor("other_deputy")
    for act in (
        lambda: nominate(election=election, draft=NomineeDraft("王伟"), by=stranger, at=AT),
        lambda: nomination_sign(nomination=nomination, by=stranger, at=AT),
    ):
        with pytest.raises(NotAllowed, match="在任代表"):
            act()


@pytest.mark.parametrize("accepts", [True, False])
def test_the_nominee_answers_on_their_own_phone(floor, accepts):
    election = floor.election()
    person = floor.cast.deputies()[5]
    made = nominate(election=election, draft=NomineeDraft(person.name, person), by=floor.staff, at=AT)
    answered = nominee_answer(nomination=made, accepts=accepts, by=floor.deputy(5), at=AT)
    assert answered.get_answer_display() == ("接受提名" if accepts else "不接受提名")
    with pytest.raises(NotAllowed):
        nominee_answer(nomination=made, accepts=True, by=floor.deputy(4), at=AT)


def test_signing_twice_and_signing_what_needs_nobody_is_refused(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    floor.sign(nomination, 1)
    with pytest.raises(Conflict, match="已附议"):
        floor.sign(nomination, 1)
    with pytest.raises(DomainError, match="领衔"):
        nomination_unsign(nomination=nomination, by=floor.deputy(0), at=AT)
    with pytest.raises(Conflict, match="没有附议"):
        nomination_unsign(nomination=nomination, by=floor.deputy(7), at=AT)
    with pytest.raises(DomainError, match="无须附议"):
        floor.sign(floor.by_presidium(election, "王伟")[0], 2)


def test_a_withdrawn_nomination_takes_no_more_signatures_and_may_be_made_anew(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    with pytest.raises(NotAllowed, match="领衔"):
        nomination_withdraw(nomination=nomination, reason="不", by=floor.deputy(1), at=AT)
    with pytest.raises(DomainError, match="理由"):
        nomination_withdraw(nomination=nomination, reason=" ", by=floor.deputy(0), at=AT)
    nomination_withdraw(nomination=nomination, reason="另提他人", by=floor.deputy(0), at=AT)
    with pytest.raises(WrongState, match="不再有效"):
        floor.sign(nomination, 1)
    with pytest.raises(WrongState, match="已经撤回"):
        nominee_answer(nomination=nomination, accepts=True, by=floor.staff, at=AT)
    assert floor.by_deputy(election, "李明", 1).pk != nomination.pk


def test_those_asked_are_told_and_the_nominee_once_ten_stand_for_them(floor):
    election, deputies = floor.election(), floor.cast.deputies()
    nominee = deputies[9]
    nomination = nominate(
        election=election, draft=NomineeDraft(nominee.name, nominee), ask=deputies[:4], by=floor.deputy(0), at=AT
    )
    told = Notice.objects.filter(key=f"elections.sign:{nomination.public_id}")
    assert set(told.values_list("recipient__name", flat=True)) == {one.name for one in deputies[1:4]}
    assert not Notice.objects.filter(recipient=nominee).exists()
    floor.sign(nomination, *range(1, 10))
    assert Notice.objects.get(recipient=nominee).title == "您被提名为副镇长候选人"


def test_the_first_deputy_asks_more_colleagues_each_once(floor):
    election, deputies = floor.election(), floor.cast.deputies()
    nomination = floor.by_deputy(election, "李明", ask=deputies[1:2])
    colleagues_ask(nomination=nomination, people=deputies[1:4], by=floor.deputy(0), at=AT)
    assert nomination.signatures.filter(consent="asked").count() == 3
    with pytest.raises(DomainError, match="还没有请过"):
        colleagues_ask(nomination=nomination, people=deputies[:3], by=floor.deputy(0), at=AT)
    with pytest.raises(NotAllowed, match="领衔"):
        colleagues_ask(nomination=nomination, people=deputies[5:], by=floor.deputy(1), at=AT)


def test_who_refuses_is_asked_no_more(floor):
    election, deputies = floor.election(), floor.cast.deputies()
    nomination = floor.by_deputy(election, "李明", ask=deputies[1:3])
    nomination_unsign(nomination=nomination, by=floor.deputy(1), at=AT)
    answers = dict(nomination.signatures.values_list("person__name", "consent"))
    assert answers == {deputies[0].name: "signed", deputies[1].name: "refused", deputies[2].name: "asked"}


def test_particulars_come_from_the_register_where_none_were_typed(floor):
    person = floor.cast.deputies()[0]
    person.party, person.workplace = "中共党员", "镇财政办主任"
    person.save()
    draft = NomineeDraft(person.name, person, post_now="副镇长提名人选")
    made = nominate(election=floor.election(), draft=draft, by=floor.staff, at=AT)
    assert made.particulars == "中共党员,现任副镇长提名人选"


def test_every_act_leaves_one_entry(floor):
    election = floor.election()
    nomination = floor.by_deputy(election, "李明")
    floor.sign(nomination, 1)
    acts = Entry.objects.filter(act__startswith="elections.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "elections.election.created", "elections.nomination.made", "elections.nomination.signed",
    ]  # fmt: skip


def test_rules_changed_later_do_not_move_a_running_election(floor):
    election = floor.election()
    floor.open_ballot()
    assert Election.objects.get(pk=election.pk).measures.secret_ballot
    assert not floor.election(title="又一次").measures.secret_ballot


def test_rows_of_nominations_are_kept(floor):
    nomination = floor.by_deputy(floor.election(), "李明")
    with pytest.raises(Exception, match="Cannot delete"):
        Nomination.objects.filter(pk=nomination.pk).delete()


def test_nobody_is_born_in_the_future(floor):
    election = floor.election()
    with pytest.raises(NotReady, match="出生日期在今天以后"):
        nominate(election=election, draft=NomineeDraft("李明", born_on=date(2099, 1, 1)), by=floor.staff, at=AT)
