"""The pages of a sitting without a browser: the door, the room, practice, what is printed."""

import json
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.foundation.audit.models import Entry
from apps.systems.legal_exams.models import Bank, CodePurpose, Exam, Paper, PracticeRun
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.codes import code_issue
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.invigilating import candidate_check_in
from tests.systems.legal_exams.house_of_exams import make_admission, make_bank, make_exam, make_nomination
from tests.systems.legal_exams.sitting_house import answering, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(house):
    """An exam of today, papers drawn."""
    make_bank(house)
    exam = make_exam(house, starts_at=timezone.now())
    admission = make_admission(exam, make_nomination(house))
    papers_draw(exam=exam, by=house.actor("exam_staff"), at=timezone.now())
    return admission


def knock(admission, code, client=None):
    return (client or Client()).post(reverse("legal_exams_door"), {"ticket": admission.ticket, "code": code})


def asked(client, name, body=None):
    return client.post(reverse(name), json.dumps(body or {}), content_type="application/json")


def test_the_door_gives_a_signed_cookie_and_no_session(today, house):
    code = candidate_check_in(admission=today, by=house.actor("invigilator"), at=timezone.now())
    client = Client()
    response = knock(today, code, client)
    assert response.headers["Location"] == reverse("legal_exams_seat")
    cookie = response.cookies["exam_seat"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/exam/")
    assert "sessionid" not in response.cookies
    assert asked(client, "legal_exams_seat_state").json()["state"] == "waiting"


def test_large_print_is_chosen_at_the_door_and_stays_on_a_paper_which_is_not_loaded_anew(today, house):
    client, switch = Client(), reverse("accounts_large_print")
    assert switch in client.get(reverse("legal_exams_door")).content.decode()
    client.post(switch, {"large": "1", "back": reverse("legal_exams_door")})
    code = candidate_check_in(admission=today, by=house.actor("invigilator"), at=timezone.now())
    knock(today, code, client)
    seat = client.get(reverse("legal_exams_seat")).content.decode()
    assert 'class="is-large"' in seat
    assert switch not in seat


def test_a_wrong_code_is_refused_and_counted_though_the_page_only_shows_a_form(today, house):
    candidate_check_in(admission=today, by=house.actor("invigilator"), at=timezone.now())
    response = knock(today, "000000x")
    assert "准考证号或者登录码不对" in response.content.decode()
    assert today.codes.get().tries == 1


def test_one_ticket_that_is_guessed_does_not_lock_the_room(today, house):
    for _ in range(11):
        response = knock(today, "1")
    assert "输错次数过多" in response.content.decode()
    other = make_admission(today.exam, make_nomination(house), 2)
    code = candidate_check_in(admission=other, by=house.actor("invigilator"), at=timezone.now())
    assert knock(other, code).status_code == 302


@pytest.mark.parametrize("name", ["state", "paper", "save", "hand_in"])
def test_without_a_seat_nothing_is_told(name, db):
    client = Client()
    client.cookies["exam_seat"] = "forged:1:2"
    response = asked(client, f"legal_exams_seat_{name}", {"answers": []})
    assert (response.status_code, response.json()["state"]) == (409, "moved")


def test_a_form_of_another_site_cannot_speak_for_a_candidate(today, house):
    code = candidate_check_in(admission=today, by=house.actor("invigilator"), at=timezone.now())
    client = Client()
    knock(today, code, client)
    response = client.post(reverse("legal_exams_seat_hand_in"), {"answers": "[]"})
    assert response.status_code == 422


def test_saving_asks_the_database_once(house, django_assert_num_queries):
    _, [seat, _] = answering(house)
    client = Client()
    Exam.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    Paper.objects.update(ends_at=timezone.now() + timedelta(minutes=9), seen_at=timezone.now())
    keep_seat(client, seat)
    body = {"answers": [[0, [1], 1], [1, [0], 2]], "events": []}
    asked(client, "legal_exams_seat_save", body)
    with django_assert_num_queries(1):
        response = asked(client, "legal_exams_seat_save", body)
    assert response.json()["state"] == "running"


def keep_seat(client, seat):
    client.cookies["exam_seat"] = signing.dumps([seat.paper.hex, seat.key], salt="legal_exams.exam_seat")


# rooms


def test_an_invigilator_sees_the_room_and_another_one_does_not(house):
    held = ready(house)
    room = held.exam.rooms.get()
    address = reverse("legal_exams_room", args=[held.exam.public_id, room.public_id])
    page = house.client("invigilator").get(address).content.decode()
    assert "密名1" in page
    assert house.client("exam_staff").get(address).status_code == 200
    room.invigilators.clear()
    assert house.client("invigilator").get(address).status_code == 404
    assert house.client("exam_setter").get(address).status_code == 403


def test_identity_numbers_are_masked_on_the_page_of_the_check(house):
    held = ready(house)
    page = house.client("invigilator").get(reverse("legal_exams_candidate", args=[held.admissions[0].public_id]))
    assert held.admissions[0].nomination.identity_number not in page.content.decode()
    assert "500199********" in page.content.decode()


def test_staff_of_the_exam_look_but_do_not_invigilate(today, house):
    response = house.client("exam_staff").post(reverse("legal_exams_check_in", args=[today.public_id]))
    assert response.status_code == 403


def test_the_code_stands_on_one_page_and_in_no_log(today, house):
    client = house.client("invigilator")
    page = client.post(reverse("legal_exams_check_in", args=[today.public_id]))
    code = page.context["code"]
    assert code in page.content.decode()
    assert code not in str(list(Entry.objects.values()))
    assert client.post(reverse("legal_exams_check_in", args=[today.public_id])).status_code == 409


def test_the_page_of_the_sitting_shows_that_papers_are_equally_hard(house):
    held = ready(house, 3)
    page = house.client("exam_staff").get(reverse("legal_exams_sitting", args=[held.exam.public_id])).content.decode()
    assert "3 份试卷构成相同,各 8 题" in page
    assert "密题" not in page


# what is printed


def test_the_record_names_tickets_and_nobody(house):
    held, _ = answering(house)
    address = reverse("legal_exams_record", args=[held.exam.public_id, "docx"])
    assert house.client("chief").get(address).status_code == 200
    assert house.client("invigilator").get(address).status_code == 403


def test_a_paper_is_printed_after_marking_alone_and_the_log_says_so(house):
    held, _ = answering(house)
    address = reverse("legal_exams_paper", args=[held.admissions[0].public_id, "docx"])
    assert house.client("exam_staff").get(address).status_code == 409
    Exam.objects.update(state=states.MARKED)
    assert house.client("exam_staff").get(address).status_code == 200
    assert Entry.objects.filter(act="legal_exams.answers.printed").count() == 1
    assert house.client("chief").get(address).status_code == 403


# practice


@pytest.fixture
def student(house):
    """A browser that came with a study code."""
    make_bank(house, bank=Bank.PRACTICE)
    exam = make_exam(house, starts_at=timezone.now() + timedelta(days=1))
    admission = make_admission(exam, make_nomination(house))
    until = timezone.now() + timedelta(days=1)
    code = code_issue(
        admission=admission, purpose=CodePurpose.STUDY, by=house.actor("exam_staff"), at=timezone.now(),
        expires_at=until,
    )  # fmt: skip
    client = Client()
    client.post(reverse("legal_exams_study_door"), {"ticket": admission.ticket, "code": code})
    return client


def test_practice_explains_each_answer_at_once_and_ends_with_a_result(student):
    student.post(reverse("legal_exams_study"), {"count": 10, "kind": "judge", "law": ""})
    run = PracticeRun.objects.get()
    address = reverse("legal_exams_practice", args=[run.public_id])
    assert "的解析" not in student.get(address).content.decode()
    for place in range(len(run.items)):
        page = student.post(address, {"place": place, "ticked": [0]}).content.decode()
        assert "答对了" in page
        assert "的解析" in page
    result = student.get(reverse("legal_exams_result", args=[run.public_id])).content.decode()
    assert f"答对 {len(run.items)} / {len(run.items)} 题" in result


def test_a_mock_exam_is_marked_by_the_rules_of_the_exam(student):
    student.post(reverse("legal_exams_mock_begin"))
    run = PracticeRun.objects.get()

    def step(name, body=None):
        address = reverse("legal_exams_mock_step", args=[run.public_id, name])
        return student.post(address, json.dumps(body or {}), content_type="application/json").json()

    paper = step("paper")
    assert len(paper["items"]) == 8
    assert "密题" in json.dumps(paper, ensure_ascii=False)
    assert "解析" not in json.dumps(paper, ensure_ascii=False)
    right = [
        [place, sorted(item["order"].index(one) for one in item["key"]), place + 1]
        for place, item in enumerate(run.items)
    ]
    assert step("save", {"answers": right[:4]})["state"] == "running"
    assert step("hand-in", {"answers": right})["state"] == "handed_in"
    run.refresh_from_db()
    assert (run.tenths, run.right) == (1000, 8)
    assert "得分 100 分" in student.get(reverse("legal_exams_result", args=[run.public_id])).content.decode()


def test_practice_asks_nothing_of_the_sealed_bank(student, house):
    make_bank(house)
    student.post(reverse("legal_exams_study"), {"count": 50, "kind": "", "law": ""})
    assert len(PracticeRun.objects.get().items) == 24


def test_practice_stops_when_the_exam_begins(student):
    Exam.objects.update(state=states.RUNNING)
    page = student.post(reverse("legal_exams_study"), {"count": 10, "kind": "", "law": ""})
    assert "练习已停止" in page.content.decode()


def test_without_a_study_code_there_is_no_practice(db):
    assert Client().get(reverse("legal_exams_study")).headers["Location"] == reverse("legal_exams_study_door")
