"""Blueprints: what they must hold, when they stand still, whether the bank fills them."""

from dataclasses import replace
from datetime import date

import pytest

from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.systems.legal_exams.models import Blueprint, Organ
from apps.systems.legal_exams.rules.drawing import Part
from apps.systems.legal_exams.selectors.bank_desk import todo
from apps.systems.legal_exams.selectors.blueprints import fills_of
from apps.systems.legal_exams.services import blueprints as acts
from tests.racing import at_once, refusals
from tests.systems.legal_exams.house_of_exams import NOW, make_bank, make_blueprint, make_exam

ON = date(2026, 3, 20)
pytestmark = pytest.mark.django_db


def created(house, **values) -> Blueprint:
    head, parts = acts.usual_of(house.office, ON)
    head, parts = replace(head, **values.pop("head", {})), values.pop("parts", parts)
    return acts.blueprint_create(office=house.office, head=head, parts=parts, by=house.actor("exam_staff"), at=NOW)


def changed(house, blueprint, revision=0, **head):
    return acts.blueprint_change(
        blueprint=blueprint, head=replace(acts.head_of(blueprint), **head), parts=blueprint.drawn_parts,
        revision=revision, by=house.actor("exam_staff"), at=NOW,
    )  # fmt: skip


def test_the_usual_paper_has_fifty_questions_and_a_hundred_points(house):
    blueprint = created(house)
    counts = {}
    for part in blueprint.drawn_parts:
        counts[part.kind] = counts.get(part.kind, 0) + part.count
    assert counts == {"single": 25, "multiple": 15, "judge": 10}
    assert sum(part.count * part.tenths for part in blueprint.drawn_parts) == 1000
    assert (blueprint.minutes, blueprint.pass_tenths, blueprint.is_open_book) == (60, 600, False)
    assert blueprint.frozen_rules["legal_exams.resits"]["value"] == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"parts": []}, "no_parts"),
        ({"parts": [Part("single", "public", "easy", 49, 20)]}, "total"),
        ({"parts": [Part("single", "public", "easy", 25, 20)] * 2}, "twice"),
        ({"head": {"pass_tenths": 1001}}, "pass_mark"),
        ({"head": {"minutes": 3}}, "minutes"),
    ],
)
def test_a_blueprint_that_makes_no_paper_is_refused(house, values, code):
    with pytest.raises(NotReady) as refused:
        created(house, **values)
    assert code in {issue.code for issue in refused.value.issues}


def test_it_stands_still_once_an_exam_uses_it_and_is_copied_instead(house):
    blueprint = created(house)
    changed(house, blueprint, minutes=90)
    make_exam(house, Blueprint.objects.get())
    with pytest.raises(WrongState, match="复制"):
        changed(house, blueprint, revision=1, minutes=60)
    copy = acts.blueprint_copy(blueprint=Blueprint.objects.get(), by=house.actor("exam_staff"), at=NOW)
    assert (copy.minutes, copy.drawn_parts, copy.title != blueprint.title) == (90, blueprint.drawn_parts, True)
    changed(house, copy, minutes=60)


def test_a_stale_page_and_a_title_that_is_taken_save_nothing(house):
    blueprint = created(house)
    with pytest.raises(Conflict):
        created(house)
    changed(house, blueprint)
    with pytest.raises(Conflict):
        changed(house, blueprint, minutes=10)


def test_it_retires_once(house):
    blueprint = created(house)
    acts.blueprint_retire(blueprint=blueprint, by=house.actor("exam_staff"), at=NOW)
    with pytest.raises(WrongState):
        acts.blueprint_retire(blueprint=blueprint, by=house.actor("exam_staff"), at=NOW)


@pytest.mark.parametrize(
    ("papers", "short", "short_for_resit"), [(0, True, False), (1, False, True), (2, False, False)]
)
def test_the_bank_fills_it_for_the_exam_and_for_a_resit(house, papers, short, short_for_resit):
    make_bank(house, times=papers)
    (fill,) = fills_of(house.office, [make_blueprint(house)], ON)
    government = Organ.GOVERNMENT.label
    assert fill.times == 2
    assert (government in fill.short, government in fill.short_for_resit) == (short, short_for_resit)
    assert Organ.COURT.label in fill.short


def test_who_runs_the_exam_and_who_sets_hear_of_a_bank_that_is_short(house):
    blueprint = make_blueprint(house)
    for part in ("exam_staff", "exam_setter"):
        assert any(str(blueprint) in item.title for item in todo(house.actor(part), ON))
    assert not list(todo(house.actor("invigilator"), ON))
    Blueprint.objects.update(retired_at=NOW)
    assert not list(todo(house.actor("exam_staff"), ON))


@pytest.mark.django_db(transaction=True)
def test_two_who_change_it_at_once_do_not_mix(house):
    blueprint = created(house)
    results = at_once(*(lambda: changed(house, Blueprint.objects.get(), minutes=30),) * 2)
    assert refusals(results) == ["Conflict"]
    assert blueprint.lines.count() == 16
