"""Slips for a roster: who gets one from whom, accounts made on the way, sheets to print."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from apps.foundation.accounts.models import SignInSlip, User
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.people.models import Person
from apps.foundation.people.selectors.slips import slip_receivers
from apps.foundation.people.services.accounts import accounts_open, slips_issue
from tests import factories as make
from tests.cast import TODAY

AT = datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def newcomer(cast) -> Person:
    """A deputy whom the roster brought, still without an account."""
    person = make.make_person(cast.town, "王小明")
    make.make_mandate(person, cast.term)
    return person


def receives(cast, part: str, person: Person) -> bool:
    return slip_receivers(cast.actor(part), TODAY).filter(pk=person.pk).exists()


def test_it_opens_an_account_without_a_password(cast, newcomer):
    accounts_open(people=[newcomer], by=cast.actor("staff"), at=AT)
    user = User.objects.get(person=newcomer)
    assert user.username.startswith("wangxiaoming")
    assert len(user.username) == len("wangxiaoming0000")
    assert not user.has_usable_password()


def test_it_opens_no_second_account(cast, newcomer):
    accounts_open(people=[newcomer], by=cast.actor("staff"), at=AT)
    assert accounts_open(people=[newcomer], by=cast.actor("staff"), at=AT) == []
    assert Entry.objects.filter(act="people.account.opened").count() == 1


def test_people_of_one_name_get_names_of_their_own(cast):
    people = [make.make_person(cast.town, "王小明") for _ in range(30)]
    accounts_open(people=people, by=cast.actor("staff"), at=AT)
    assert User.objects.filter(username__startswith="wangxiaoming").count() == 30


def test_staff_issue_slips_for_their_deputies(cast, newcomer):
    issued = slips_issue(people=[newcomer, cast.people["deputy"]], by=cast.actor("staff"), at=AT, hours=72)
    assert {slip.person for slip in issued} == {newcomer, cast.people["deputy"]}
    assert SignInSlip.objects.count() == 2


@pytest.mark.parametrize("receiver", ["deputy", "leader", "handler"])
def test_staff_may_give_slips_to(cast, receiver):
    assert receives(cast, "staff", cast.people[receiver])


@pytest.mark.parametrize("receiver", ["operator", "staff", "district_staff", "other_deputy", "representative"])
def test_staff_may_not_give_slips_to(cast, receiver):
    assert not receives(cast, "staff", cast.people[receiver])


@pytest.mark.parametrize("part", ["leader", "handler", "deputy"])
def test_nobody_else_gives_slips(cast, part):
    assert not slip_receivers(cast.actor(part), TODAY).exists()


@pytest.mark.parametrize("role", ["exam_staff", "exam_setter", "invigilator"])
def test_staff_get_into_no_exam_by_a_slip_for_who_makes_or_guards_it(cast, role):
    person = make.make_person(cast.district, "命题人")
    make.make_role(person, role, cast.district)
    assert not receives(cast, "district_staff", person)
    assert receives(cast, "operator", person)


def test_operators_give_slips_to_staff(cast):
    assert receives(cast, "operator", cast.people["staff"])


def test_a_deputy_who_is_staff_of_the_district_is_beyond_the_town(cast):
    make.make_role(cast.people["deputy"], "leader", cast.district)
    assert not receives(cast, "staff", cast.people["deputy"])


def test_a_deputy_who_also_sits_in_the_district_gets_one_from_there(cast):
    district_term = make.make_term(make.make_unit(cast.district))
    make.make_mandate(cast.people["deputy"], district_term)
    assert not receives(cast, "staff", cast.people["deputy"])
    assert receives(cast, "district_staff", cast.people["deputy"])


def test_a_deputy_of_the_town_who_lives_elsewhere_gets_one(cast):
    person = make.make_person(cast.other_town, "李红")
    make.make_mandate(person, cast.term)
    assert receives(cast, "staff", person)


def test_it_refuses_all_where_one_is_beyond(cast, newcomer):
    with pytest.raises(NotAllowed):
        slips_issue(people=[newcomer, cast.people["operator"]], by=cast.actor("staff"), at=AT, hours=72)
    assert not SignInSlip.objects.exists()
    assert not User.objects.filter(person=newcomer).exists()


def test_it_refuses_an_empty_choice_and_says_what_to_do(cast):
    with pytest.raises(DomainError, match="请先勾选"):
        slips_issue(people=[], by=cast.actor("staff"), at=AT, hours=72)


def test_the_sheet_names_each_person_and_how_long_the_slip_holds(cast, newcomer):
    page = cast.client("staff").post(reverse("people_slips_print"), {"people": [newcomer.public_id]})
    text = page.content.decode()
    assert "王小明" in text
    assert cast.congress.name in text
    assert text.count('class="slip"') == 1
    assert "no-store" in page.headers["Cache-Control"]


def test_nine_slips_take_two_sheets(cast):
    people = [make.make_person(cast.town, "王小明").public_id for _ in range(9)]
    text = cast.client("staff").post(reverse("people_slips_print"), {"people": people}).content.decode()
    assert text.count('class="slips"') == 2


def test_reading_the_page_issues_nothing(cast, newcomer):
    cast.client("staff").get(reverse("people_slips"), {"term": cast.term.public_id})
    assert not SignInSlip.objects.exists()
    assert cast.client("staff").get(reverse("people_slips_print")).status_code == 405


def test_a_roster_is_found_by_its_term(cast, newcomer):
    text = cast.client("staff").get(reverse("people_slips"), {"term": cast.term.public_id}).content.decode()
    assert "王小明" in text
    assert "尚无账号,打印时建立" in text


def test_a_made_up_term_finds_nobody(cast):
    text = cast.client("staff").get(reverse("people_slips"), {"term": "1' or 1=1"}).content.decode()
    assert "没有符合条件的人员" in text


def test_the_list_asks_the_database_as_often_for_two_hundred_as_for_one(cast, django_assert_max_num_queries):
    for _ in range(200):
        make.make_mandate(make.make_person(cast.town, "王小明"), cast.term)
    client = cast.client("staff")
    client.get(reverse("people_slips"))
    with django_assert_max_num_queries(12):
        client.get(reverse("people_slips"), {"term": cast.term.public_id})


@pytest.mark.parametrize("part", ["leader", "handler", "deputy"])
def test_the_page_is_closed_to(cast, part):
    assert cast.client(part).get(reverse("people_slips")).status_code == 403


def test_guests_are_sent_to_sign_in(db):
    assert Client().get(reverse("people_slips")).url.startswith("/accounts/login/")
