"""Assessments as polls: the base is chosen, never taken; the place's grade rule is frozen and counted by."""

import pytest

from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.setting_up import poll_change
from apps.foundation.core.errors import DomainError, NotReady
from apps.foundation.policies.models import Policy
from tests.cast import TODAY
from tests.congress.ballots.hall import AT, draft

ITEMS = ("道路养护", "垃圾清运")
STARS = "优:满意>=80%;良:满意>=60%;差"


def prepare(hall, **values):
    values = {"title": "民生实事测评", "items": ITEMS, "held_under": "测评办法", "base": "present"} | values
    return assessment_prepare(body=hall.cast.congress, **values, by=hall.staff, at=AT)


def graded(hall, poll, satisfied, basic=0):
    """Everybody grades 道路养护: so many 满意, so many 基本满意, the rest 不满意."""
    for number in range(10):
        grade = "满意" if number < satisfied else "基本满意" if number < satisfied + basic else "不满意"
        hall.vote(poll, number, grades={"道路养护": grade})
    return poll_count(poll=hall.close(poll), by=hall.staff, at=AT)


def test_it_is_prepared_with_the_base_that_was_said(hall):
    poll = prepare(hall)
    assert (poll.model, poll.base, poll.grades) == ("assessment", "present", ["满意", "基本满意", "不满意"])
    assert poll.frozen_rules["ballots.base"] == {"value": "present", "policy_id": None, "source": "本次测评所选"}
    assert list(poll.options.values_list("title", flat=True)) == list(ITEMS)


@pytest.mark.parametrize(("base", "grade"), [("all", "基本满意"), ("present", "满意")])
def test_the_chosen_base_decides_whatever_the_place_has_set_for_votes(hall, base, grade):
    Policy.objects.create(
        key="ballots.base", area=hall.cast.town, value="valid", source="办法", starts_on=TODAY, set_at=AT
    )
    poll = prepare(hall, base=base)
    poll = hall.open(poll, hall.cast.deputies()[:9])
    assert poll.base == base
    for number in range(9):
        hall.vote(poll, number, grades={"道路养护": "满意" if number < 5 else "基本满意"})
    outcome = poll_count(poll=hall.close(poll), by=hall.staff, at=AT).outcome
    assert outcome["items"][0]["grade"] == grade


@pytest.mark.parametrize("base", ["", "most", None])
def test_it_refuses_a_base_that_was_not_said(hall, base):
    with pytest.raises(DomainError, match="请选择测评的计算基数:全体代表、到会代表、有效票"):
        prepare(hall, base=base)


def test_it_refuses_an_assessment_of_nothing(hall):
    with pytest.raises(DomainError, match="至少列出一个测评项目"):
        prepare(hall, items=())


def test_a_draft_without_base_does_not_open(hall):
    poll = hall.draft(model="assessment", seats=None, base="")
    with pytest.raises(NotReady, match="尚未选择计算基数"):
        hall.open(poll)
    values = {"model": "assessment", "seats": None, "base": "valid"}
    poll_change(poll=poll, draft=draft(**values), by=hall.staff, at=AT)
    assert hall.open(poll).base == "valid"


@pytest.mark.parametrize(("satisfied", "grade"), [(8, "优"), (7, "良"), (6, "良"), (5, "差")])
def test_the_rule_of_the_place_grades_and_the_recount_agrees(hall, satisfied, grade):
    Policy.objects.create(
        key="ballots.grade_rule", area=hall.cast.town, value=STARS, source="测评办法", starts_on=TODAY, set_at=AT
    )
    count = graded(hall, hall.open(prepare(hall)), satisfied, 2)
    assert count.outcome["items"][0]["grade"] == grade
    assert count.case["grade_rule"] == STARS
    assert recount(count.case) == (0, count.outcome)


def test_a_rule_for_other_grades_keeps_the_assessment_from_opening(hall):
    Policy.objects.create(
        key="ballots.grade_rule", area=hall.cast.town, value=STARS, source="测评办法", starts_on=TODAY, set_at=AT
    )
    with pytest.raises(NotReady, match="测评表上没有这个等次"):
        hall.open(prepare(hall, grades=["好", "较好", "差"]))


def test_exactly_half_is_not_more_than_half(hall):
    count = graded(hall, hall.open(prepare(hall, base="all")), 5)
    assert count.outcome["items"][0]["grade"] == "不满意"
    assert "grade_rule" not in count.case
