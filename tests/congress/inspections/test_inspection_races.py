"""Real threads on a real PostgreSQL."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.congress.inspections.models import Finding, Inspection, Participant
from apps.congress.inspections.services.reporting import opinions_hand_over, report_save
from apps.congress.inspections.services.setting_up import inspection_create, inspection_notice, participants_set
from apps.congress.inspections.services.taking_part import finding_add, sign_in_by_list
from apps.office.notifications.models import Notice
from tests.congress.inspections.field import AT, BEFORE, TEXT, draft
from tests.congress.matters.answering import drafted, signed
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_two_last_feedbacks_at_once_answer_the_inspection(field):
    inspection, at = field.handed_over(), AT + timedelta(days=3)
    parts = [opinion.matter.parts.get() for opinion in inspection.opinions.with_all()]
    for part in parts:
        drafted(field.cast, part, at)
        signed(field.cast, part, at, steps=(1,))
    results = at_once(*[lambda part=part: signed(field.cast, part, at, steps=(2,)) for part in parts])
    assert refusals(results) == []
    assert Inspection.objects.get().state == "fed_back"


def test_two_clicks_at_once_plan_one_inspection(field):
    new = {"term": field.cast.term, "draft": draft(), "key": uuid4(), "by": field.staff, "at": BEFORE}
    made = at_once(*[lambda: inspection_create(**new)] * 2)
    assert {one.pk for one in made} == {Inspection.objects.get().pk}


def test_it_is_handed_over_once_and_each_unit_told_once(field):
    inspection = field.reported(1)
    results = at_once(*[lambda: opinions_hand_over(inspection=inspection, by=field.staff, at=AT)] * 2)
    assert refusals(results) == ["WrongState"]
    assert Notice.objects.filter(title__startswith="请主办办理").count() == 1


def test_one_deputy_ticked_at_two_tables_came_once(field):
    inspection, person = field.noticed(), field.people()[0]
    results = at_once(*[lambda: sign_in_by_list(inspection=inspection, person=person, by=field.staff, at=AT)] * 2)
    assert refusals(results) == []
    assert Participant.objects.came().count() == 1


def test_the_notice_goes_out_once_and_the_list_is_written_once(field):
    inspection = field.planned()
    notice = [lambda: inspection_notice(inspection=inspection, by=field.staff, at=BEFORE)] * 2
    assert refusals(at_once(*notice)) == ["WrongState"]
    people = field.people(6)
    grow = [lambda: participants_set(inspection=inspection, people=people, by=field.staff, at=BEFORE)] * 2
    assert refusals(at_once(*grow)) == []
    assert inspection.participants.count() == 6
    assert Notice.objects.filter(title__startswith="请参加").count() == 6


def test_two_editors_saving_one_report_do_not_overwrite(field):
    inspection = field.held()
    save = {"inspection": inspection, "text": TEXT, "opinions": [], "revision": 0, "by": field.staff, "at": AT}
    assert refusals(at_once(*[lambda: report_save(**save)] * 2)) == ["Conflict"]


def test_a_finding_sent_twice_on_a_bad_line_is_one(field):
    inspection, deputy, key = field.held(), field.deputy(), uuid4()
    sent = {"inspection": inspection, "stop": None, "photos": [], "key": key, "by": deputy, "at": AT}
    results = at_once(*[lambda: finding_add(text="水压低", **sent)] * 2)
    assert refusals(results) == []
    assert Finding.objects.get().public_id == key
    assert refusals(at_once(lambda: finding_add(text="路灯不亮", **sent))) == ["Conflict"]
