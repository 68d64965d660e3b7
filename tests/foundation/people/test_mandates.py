"""Seats: lawful moves only, one state a day, and what falls with the seat."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import Group, Mandate, Membership, Post
from apps.foundation.people.selectors import members_due
from apps.foundation.people.services.mandates import (
    mandate_end,
    mandate_give,
    mandate_resume,
    mandate_return,
    mandate_suspend,
)
from tests import factories as make
from tests.cast import TODAY

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
YESTERDAY, TOMORROW = date(2026, 3, 19), date(2026, 3, 21)


@pytest.fixture
def mandate(cast):
    return cast.people["deputy"].mandates.get()


@pytest.fixture
def doing(cast):
    return {"document": "甲字〔2026〕1号", "by": cast.actor("staff"), "at": AT}


def rows(mandate):
    return list(mandate.statuses.values_list("state", "starts_on", "until"))


def test_a_suspension_closes_one_row_and_opens_the_next(mandate, doing):
    mandate_suspend(mandate=mandate, reason="detained", on=YESTERDAY, **doing)
    assert rows(mandate) == [("serving", make.SINCE, YESTERDAY), ("suspended", YESTERDAY, None)]
    assert mandate.statuses.last().reason == "因刑事案件被羁押正在受侦查、起诉、审判"


def test_a_resumed_seat_counts_again(cast, mandate, doing):
    mandate_suspend(mandate=mandate, reason="detained", on=YESTERDAY, **doing)
    assert members_due(cast.congress, cast.term, TODAY).due == 9
    mandate_resume(mandate=mandate, on=TODAY, **doing)
    assert members_due(cast.congress, cast.term, TODAY).due == 10


def test_an_ended_seat_cannot_be_moved_again(mandate, doing):
    mandate_end(mandate=mandate, reason="moved_away", on=TODAY, **doing)
    with pytest.raises(WrongState, match="资格终止"):
        mandate_resume(mandate=mandate, on=TODAY, **doing)
    with pytest.raises(WrongState, match="资格终止"):
        mandate_end(mandate=mandate, reason="died", on=TODAY, **doing)


@pytest.mark.parametrize("reason", ["elected_again", "wrongly_ended"])
def test_an_ended_seat_of_a_running_term_can_be_held_again(cast, mandate, doing, reason):
    mandate_end(mandate=mandate, reason="moved_away", on=YESTERDAY, **doing)
    mandate_return(mandate=mandate, reason=reason, on=TODAY, **doing)
    assert rows(mandate)[1:] == [("ended", YESTERDAY, TODAY), ("serving", TODAY, None)]
    assert members_due(cast.congress, cast.term, TODAY).due == 10
    assert Entry.objects.filter(act="people.mandate.returned").count() == 1


def test_a_seat_ended_by_mistake_is_put_right_from_the_same_day(cast, mandate, doing):
    mandate_end(mandate=mandate, reason="moved_away", on=YESTERDAY, **doing)
    mandate_return(mandate=mandate, reason="wrongly_ended", on=YESTERDAY, **doing)
    assert members_due(cast.congress, cast.term, YESTERDAY).due == 10


def test_an_ended_seat_of_a_past_term_is_not_held_again(cast, mandate, doing):
    mandate_end(mandate=mandate, reason="moved_away", on=YESTERDAY, **doing)
    cast.term.ended_on = TODAY
    cast.term.save()
    with pytest.raises(NotReady, match="已于2026年3月20日届满"):
        mandate_return(mandate=Mandate.objects.get(pk=mandate.pk), reason="elected_again", on=TODAY, **doing)


def test_a_serving_seat_cannot_be_resumed(mandate, doing):
    with pytest.raises(WrongState, match="在任"):
        mandate_resume(mandate=mandate, on=TODAY, **doing)


@pytest.mark.parametrize("reason", ["dismissed", "misconduct", "", "别的"])
def test_it_takes_only_the_reasons_of_the_law(mandate, doing, reason):
    with pytest.raises(DomainError, match="法定事由"):
        mandate_end(mandate=mandate, reason=reason, on=TODAY, **doing)


def test_the_party_committee_may_end_the_seat_of_a_representative(cast, doing):
    mandate = cast.people["representative"].mandates.get()
    mandate_end(mandate=mandate, reason="dismissed", on=TODAY, **doing)
    assert rows(mandate)[-1] == ("ended", TODAY, None)


@pytest.mark.parametrize(("on", "code"), [(TOMORROW, "in_future"), (date(2021, 12, 31), "before_state")])
def test_it_refuses_a_day_that_cannot_be(mandate, doing, on, code):
    with pytest.raises(NotReady) as refusal:
        mandate_end(mandate=mandate, reason="died", on=on, **doing)
    assert [issue.code for issue in refusal.value.issues] == [code]


def test_the_chair_loses_the_chair_with_the_seat(cast, mandate, doing):
    presidium = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    station = make.make_unit(cast.town, "station", "青禾镇代表之家")
    person = cast.people["deputy"]
    chair = Post.objects.create(person=person, unit=presidium, title="主席", starts_on=make.SINCE)
    head = Post.objects.create(person=person, unit=station, title="主任", starts_on=make.SINCE)
    mandate_end(mandate=mandate, reason="resigned", on=TODAY, **doing)
    chair.refresh_from_db()
    head.refresh_from_db()
    assert (chair.until, head.until) == (TODAY, None)
    assert Entry.objects.filter(act="people.post.ended", subject_id=person.pk).count() == 1


def test_a_suspended_chair_keeps_the_chair(cast, mandate, doing):
    presidium = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    chair = Post.objects.create(person=cast.people["deputy"], unit=presidium, title="主席", starts_on=make.SINCE)
    mandate_suspend(mandate=mandate, reason="detained", on=TODAY, **doing)
    chair.refresh_from_db()
    assert chair.until is None


def test_the_groups_of_the_term_end_with_the_seat(cast, mandate, doing):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    held = Membership.objects.create(group=group, person=mandate.person, starts_on=make.SINCE)
    mandate_end(mandate=mandate, reason="died", on=TODAY, **doing)
    held.refresh_from_db()
    assert held.until == TODAY


def test_it_leaves_one_entry_with_reason_and_day(mandate, doing):
    mandate_end(mandate=mandate, reason="died", on=TODAY, **doing)
    entry = Entry.objects.get(act="people.mandate.ended")
    assert (entry.reason, entry.facts["day"], entry.subject_id) == ("去世", "2026年3月20日", mandate.person_id)


def test_it_gives_a_seat_of_the_right_kind(cast):
    person = make.make_person(cast.street, "吴新")
    mandate = mandate_give(person=person, term=cast.street_term, starts_on=TODAY, by=cast.actor("street_staff"), at=AT)
    assert (mandate.kind, rows(mandate)) == ("representative", [("serving", TODAY, None)])


def test_it_refuses_a_second_seat_in_one_term(cast, mandate):
    with pytest.raises(Conflict, match="已有代表资格"):
        mandate_give(person=mandate.person, term=cast.term, starts_on=TODAY, by=cast.actor("staff"), at=AT)


def test_it_refuses_a_seat_before_the_term(cast):
    person = make.make_person(cast.town, "吴新")
    with pytest.raises(NotReady):
        mandate_give(person=person, term=cast.term, starts_on=date(2021, 12, 31), by=cast.actor("staff"), at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_offices_that_end_one_seat_one_wins(cast, mandate, doing):
    outcomes = []

    def act():
        try:
            mandate_end(mandate=mandate, reason="died", on=TODAY, **doing)
            outcomes.append("ended")
        except WrongState:
            outcomes.append("refused")
        connection.close()

    workers = [threading.Thread(target=act) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcomes) == ["ended", "refused", "refused", "refused"]
    assert Mandate.objects.get(pk=mandate.pk).statuses.count() == 2
