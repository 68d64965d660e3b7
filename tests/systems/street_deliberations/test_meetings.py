"""议事会议: the list, the page of a meeting, its files, and feedback at the next one; rules of year and length."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.matters.models import Matter
from apps.congress.meetings.models import AgendaItem, Meeting
from apps.foundation.core.errors import NotReady, WrongState
from apps.foundation.core.registry import related_to
from apps.office.documents.models import Document
from apps.systems.street_deliberations.rules import meetings as rules
from apps.systems.street_deliberations.selectors import desk
from apps.systems.street_deliberations.selectors.meetings import facts_of
from apps.systems.street_deliberations.selectors.opinions import is_undone
from apps.systems.street_deliberations.services.feedback import feedback_draft, feedback_list
from tests.scenarios.street import FIRST, SECOND, Street, street_of
from tests.scenarios.town import moment

VALUES = {rules.FEWEST: 1, rules.MOST: 2, rules.DAYS: 1}
LATER = moment(date(2026, 10, 8), 9)


@pytest.fixture
def street(cast, settings, tmp_path) -> Street:
    settings.MEDIA_ROOT = tmp_path
    return street_of(cast)


@pytest.fixture
def held(street) -> Meeting:
    """Closed, with one opinion handed over."""
    meeting = street.noticed(FIRST)
    street.checked_in(meeting, 4)
    street.opened(meeting)
    matter = street.written(meeting, street.people[0], moment(FIRST, 12), "关于修复路灯的建议")
    street.handed_over(matter, FIRST)
    return street.closed(meeting)


def at(name, meeting, *more):
    return reverse(f"street_deliberations_{name}", args=[meeting.public_id, *more])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("count", "warned"), [(0, "还须安排1次"), (1, ""), (2, ""), (3, "超过本地规定的每年2次")]
)  # fmt: skip
def test_one_or_two_meetings_a_year(count, warned):
    said = "".join(rules.warnings_of_year(2026, count, VALUES))
    assert (warned in said) if warned else said == ""


def test_a_meeting_shorter_than_the_place_asks_is_said():
    assert list(rules.warnings_of_length(1, VALUES)) == []
    assert list(rules.warnings_of_length(1, {**VALUES, rules.DAYS: 2})) == [
        "会期1天,少于本地规定的2天,请增加会次。"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (rules.FeedbackFacts(True, 0), "nothing"), (rules.FeedbackFacts(True, 0, 1), "open"),
        (rules.FeedbackFacts(True, 3), "open"),
        (rules.FeedbackFacts(True, 3, is_drafted=True), "drafted"),
        (rules.FeedbackFacts(True, 3, is_listed=True), "listed"),
        (rules.FeedbackFacts(True, 3, is_listed=True, next_over=True), "heard"),
        (rules.FeedbackFacts(True, 3, is_drafted=True, next_over=True), "drafted"),
    ],
)  # fmt: skip
def test_feedback_is_given_once_the_meeting_that_listed_it_is_over(facts, state):
    assert rules.feedback_state(facts) == state


@pytest.mark.parametrize(
    ("scheme", "undone"), [("abcd", ["C", "D"]), ("four", ["3", "4"]), ("three", ["C"])]
)  # fmt: skip
def test_what_is_neither_done_nor_being_done_needs_a_reason(scheme, undone):
    classes = ["A", "B", "C", "D", "1", "2", "3", "4", ""]
    assert [one for one in classes if is_undone(scheme, one)] == undone


def test_the_first_meeting_has_nothing_to_report(street):
    meeting = street.noticed(FIRST)
    with pytest.raises(WrongState, match="第一次会议"):
        feedback_list(meeting=meeting, by=street.staff, at=moment(FIRST, 8))


def test_what_a_meeting_without_opinions_left_is_not_listed(street):
    street.held(FIRST)
    with pytest.raises(NotReady, match="没有收到意见建议"):
        feedback_list(meeting=street.noticed(SECOND), by=street.staff, at=LATER)
    assert AgendaItem.objects.filter(topic="suggestion_handling").count() == 0


@pytest.mark.parametrize(("answered", "told"), [(None, True), (date(2026, 10, 20), True), (date(2026, 5, 20), False)])
def test_the_report_goes_on_with_what_earlier_meetings_left_open(street, held, answered, told):
    """The second meeting brought nothing; the third hears what was still open when the second began."""
    if answered:
        matter = Matter.objects.get()
        street.hands.answer(matter, answered)
        street.rated(matter, answered, "satisfied", "satisfied")
    second = street.held(SECOND)
    assert facts_of([second])[second.pk].feedback.state == ("open" if told else "nothing")
    if not told:
        with pytest.raises(NotReady, match="都已办结"):
            feedback_draft(meeting=second, by=street.staff, at=moment(date(2026, 11, 2), 9))
        return
    report = str(feedback_draft(meeting=second, by=street.staff, at=moment(date(2026, 11, 2), 9)).tree)
    assert "以前会议尚未办结、本次继续报告的意见建议（1件）" in report
    assert "关于修复路灯的建议" in report


def test_a_cancelled_meeting_is_passed_over(street, held):
    Meeting.objects.filter(pk=street.planned(date(2026, 7, 10), moment(FIRST, 18)).pk).update(state="cancelled")
    assert feedback_list(meeting=street.noticed(SECOND), by=street.staff, at=LATER).number == 2


def test_the_office_lists_drafts_and_finds_its_way_back(street, held, cast):
    client, leads = cast.client("street_staff"), [item.title for item in desk.todo(street.staff, FIRST)]
    assert not any("听取上次会议" in title for title in leads)
    following = street.noticed(SECOND)
    with time_machine.travel(LATER, tick=False):
        assert any("听取上次会议" in item.title for item in desk.todo(street.staff, LATER.date()))
        page = text(client.get(at("meeting", following)))
        assert "办理情况还没有列入本次会议议程" in page
        assert client.post(at("feedback_agenda", following)).url == at("meeting", following)
        assert client.post(at("feedback_agenda", following)).status_code == 409
        assert "已列入本次会议议程第2项" in text(client.get(at("meeting", following)))
        assert not any("听取上次会议" in item.title for item in desk.todo(street.staff, LATER.date()))
        response = client.post(at("feedback_document", held))
        document = Document.objects.get(kind="street_deliberations_feedback")
        assert response.url == document.get_absolute_url()
        assert client.post(at("feedback_document", held)).status_code == 409
        assert at("meeting", held) in [one.url for one in related_to(document, street.staff)]
        assert at("meeting", held) in [one.url for one in related_to(held, street.staff)]


def test_the_list_says_who_came_what_was_brought_and_what_was_heard(street, held, cast):
    client, path = cast.client("street_staff"), reverse("street_deliberations_meetings")
    page = text(client.get(path))
    assert [part for part in ("4/7,达到法定人数", "交承办单位1", "待反馈") if part not in page] == []
    assert held.title not in text(client.get(path, {"state": "planned"}))
    assert held.title in text(client.get(path, {"year": "2026", "q": "第一次"}))
    sheet = load_workbook(BytesIO(b"".join(client.get(path, {"export": "xlsx"}).streaming_content))).active
    heads, row = list(sheet.iter_rows(values_only=True))
    told = dict(zip(heads, row, strict=True))
    assert (told["到会率"], told["法定人数"], told["会期(天)"]) == ("57.1%", "4人", 1)
    assert (told["意见建议"], told["交承办单位"], told["当场解决"], told["街道"]) == (1, 1, 0, "滨江街道")


def test_figures_are_those_of_the_moment_that_was_asked(street, held, cast):
    client = cast.client("street_staff")
    with time_machine.travel(LATER, tick=False):
        now = client.get(at("meeting", held)).context["statistics"]
        before = client.get(at("meeting", held), {"as_of": "2026-04-10 11:00"}).context["statistics"]
    assert (now.received, before.received) == (1, 0)
    assert [section.total for section in now.sections[:2]] == [1, 1]


def test_opinions_leave_as_xlsx_pdf_and_word(street, held, cast):
    client = cast.client("street_staff")
    file = client.get(at("meeting_opinions", held, "xlsx"))
    heads, row = list(load_workbook(BytesIO(b"".join(file.streaming_content))).active.iter_rows(values_only=True))
    told = dict(zip(heads, row, strict=True))
    assert (told["标题"], told["办理渠道"], told["承办"]) == ("关于修复路灯的建议", "交承办单位办理", "滨江街道办事处")
    for name in ("meeting_opinions", "feedback_paper"):
        assert b"".join(client.get(at(name, held, "docx")).streaming_content)[:2] == b"PK"
        assert b"".join(client.get(at(name, held, "pdf")).streaming_content)[:4] == b"%PDF"


def test_a_meeting_is_read_by_its_office_and_those_above(street, held, cast):
    parts = ("street_staff", "district_staff", "staff", "representative")
    for name, more in (("meeting", ()), ("meeting_opinions", ("xlsx",)), ("feedback_paper", ("docx",))):
        seen = [cast.client(part).get(at(name, held, *more)).status_code for part in parts]
        assert seen == [200, 200, 404, 403], name
    for name in ("feedback_document", "feedback_agenda"):
        assert [cast.client(part).post(at(name, held)).status_code for part in ("staff", "representative")] == [
            404,
            403,
        ]
    assert not Document.objects.filter(kind="street_deliberations_feedback").exists()


def test_what_a_street_reads_never_says_deliberate(street, held, cast):
    client = cast.client("street_staff")
    for page in (reverse("street_deliberations_meetings"), at("meeting", held)):
        main = text(client.get(page)).partition("<main")[2].partition("</main>")[0]
        assert main
        assert "审议" not in main
