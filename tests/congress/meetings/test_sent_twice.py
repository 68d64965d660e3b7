"""A form that is sent twice makes one row: questions, opinions, materials."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings.models import GroupOpinion, Material, MaterialVersion, Question
from apps.congress.meetings.services.questions import question_ask
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict
from apps.foundation.organisations.models import Unit
from tests.congress.meetings.hall import IN_TIME, MORNING
from tests.congress.meetings.paperwork import pdf
from tests.racing import at_once

ASKED = "老城区管网何时改造?"
OTHERWISE = "这次的内容与上次不同"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def forms(hall):
    """Each form's address, what is typed, the model of its row."""
    meeting, unit = [hall.meeting.public_id], Unit.objects.get(name="青禾镇人民政府")
    return {
        "question": (reverse("meetings_question_ask", args=meeting), {"text": ASKED, "unit": unit.pk}, Question),
        "opinion": (reverse("meetings_opinion_write", args=meeting), {"text": "加快清淤。"}, GroupOpinion),
        "material": (
            reverse("meetings_material_add", args=meeting), {"title": "工作报告", "text": "各位代表"}, Material,
        ),
    }  # fmt: skip


WHO = {"question": "deputy", "opinion": "deputy", "material": "staff"}


@pytest.mark.parametrize("kind", WHO)
def test_a_form_sent_twice_makes_one_row_and_one_entry(noticed, kind):
    url, typed, model = forms(noticed)[kind]
    client = noticed.cast.client(WHO[kind])
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', client.get(url).content.decode()).group(1)
    answers = [client.post(url, {**typed, "key": key}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert model.objects.count() == 1
    acts = ["meetings.question.asked", "meetings.opinion.written", "meetings.material.added"]
    assert Entry.objects.filter(act__in=acts).count() == 1


@pytest.mark.parametrize("kind", WHO)
def test_a_page_filled_in_again_keeps_its_text_and_makes_a_second_row_on_the_next_save(noticed, kind):
    url, typed, model = forms(noticed)[kind]
    client = noticed.cast.client(WHO[kind])
    client.post(url, {**typed, "key": str(uuid4())})
    used = {**typed, "text": "另一件事。", "key": str(model.objects.get().public_id)}
    html = client.post(url, used).content.decode()
    assert OTHERWISE in html
    assert "另一件事。" in html
    assert model.objects.count() == 1
    new = re.search(r'name="key" value="([0-9a-f-]{36})"', html).group(1)
    assert client.post(url, {**used, "key": new}).status_code == 302
    assert model.objects.count() == 2


def test_a_file_sent_twice_is_kept_once(noticed):
    url, key = reverse("meetings_material_add", args=[noticed.meeting.public_id]), str(uuid4())
    for _ in range(2):
        noticed.cast.client("staff").post(url, {"title": "工作报告", "text": "", "file": pdf(), "key": key})
    assert MaterialVersion.objects.count() == 1


def test_the_key_of_another_meeting_s_row_gives_nothing_away(noticed):
    url, typed, _ = forms(noticed)["question"]
    noticed.cast.client("deputy").post(url, {**typed, "key": str(uuid4())})
    stolen = {**typed, "person": noticed.members()[3].pk, "key": str(Question.objects.get().public_id)}
    assert OTHERWISE in noticed.cast.client("staff").post(url, stolen).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_ask_one_question(noticed):
    person, unit, key = noticed.members()[0], Unit.objects.get(name="青禾镇人民政府"), uuid4()
    asked = at_once(*[
        lambda: question_ask(
            meeting=noticed.meeting, person=person, text=ASKED, unit=unit, key=key, by=noticed.staff, at=IN_TIME
        )
    ] * 2)  # fmt: skip
    assert [one.number for one in asked] == [1, 1]
    with pytest.raises(Conflict):
        question_ask(
            meeting=noticed.meeting, person=person, text="别的", unit=unit, key=key, by=noticed.staff, at=IN_TIME
        )
