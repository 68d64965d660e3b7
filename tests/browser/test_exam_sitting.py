"""A candidate at the exam: seat, paper, network gone, another seat, the end; and what reaches the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Error, expect

from apps.systems.legal_exams.models import EventKind, HandedIn, Paper, Question
from apps.systems.legal_exams.rules import sitting as rules
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.invigilating import candidate_check_in, seat_move_allow
from apps.systems.legal_exams.services.starting import exam_start
from tests.systems.legal_exams.house_of_exams import (
    house,
    make_admission,
    make_bank,
    make_exam,
    make_nomination,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, TABLET, DESK = (390, 844), (820, 1180), (1440, 900)
SHOWN = {"kind", "kind_name", "points", "stem", "options"}
__all__ = ["house"]


@pytest.fixture
def exam(house, monkeypatch):
    """Today's exam of two candidates, papers drawn; papers open a second after the word."""
    monkeypatch.setattr(rules, "LEAD", timedelta(seconds=1))
    make_bank(house)
    exam = make_exam(house, starts_at=timezone.now())
    for seat in (1, 2):
        make_admission(exam, make_nomination(house, f"密名{seat}"), seat)
    papers_draw(exam=exam, by=house.actor("exam_staff"), at=timezone.now())
    return exam


def first(exam):
    return exam.admissions.get(seat=1)


def paper_of(exam):
    return Paper.objects.select_related("admission").get(admission=first(exam))


def kept(exam):
    return dict(paper_of(exam).answers.values_list("place", "ticked"))


def check_in(exam, house):
    return candidate_check_in(admission=first(exam), by=house.actor("invigilator"), at=timezone.now())


def start(exam, house):
    return exam_start(exam=exam, by=house.actor("chief"), at=timezone.now())


def enter(page, exam, code):
    page.get_by_label("准考证号").fill(first(exam).ticket)
    page.get_by_label("登录码").fill(code)
    page.get_by_role("button", name="进入考试").click()


def sit(open_page, exam, house, size=PHONE):
    """A candidate with the paper before them."""
    page = open_page(size, reverse("legal_exams_door"))
    enter(page, exam, check_in(exam, house))
    expect(page.locator("[data-word]")).to_contain_text("请等候监考员宣布开考")
    start(exam, house)
    expect(page.locator("#q1")).to_be_visible()
    return page


def tick(page, question, option=0):
    page.locator(f"#q{question} input").nth(option).check()


def saved(page):
    expect(page.locator("[data-saved]")).to_have_text("已保存")


def hand_in(page):
    page.get_by_role("button", name="交卷", exact=True).first.click()
    page.get_by_role("button", name="确定交卷").click()


def test_from_the_check_of_the_card_to_the_hand_in(exam, house, open_page):
    tablet = open_page(PHONE, reverse("legal_exams_watching"), house.client("invigilator"))
    tablet.get_by_role("link", name=exam.title).click()
    tablet.get_by_role("link", name="第一考场").click()
    tablet.get_by_role("link", name="密名1").click()
    expect(tablet.locator(".exam-identity")).to_contain_text("********")
    tablet.get_by_role("button", name="核对无误,发登录码").click()
    code = tablet.locator(".exam-code-digits").inner_text()
    tablet.get_by_role("link", name="考生已输入,返回考场").click()
    phone = open_page(PHONE, reverse("legal_exams_door"))
    enter(phone, exam, code)
    expect(phone.locator("[data-word]")).to_contain_text("请等候监考员宣布开考")
    chief = open_page(DESK, reverse("legal_exams_sitting", args=[exam.public_id]), house.client("chief"))
    chief.get_by_role("button", name="宣布开考").click()
    chief.get_by_role("button", name="开考", exact=True).click()
    expect(phone.locator("#q1")).to_be_visible()
    tick(phone, 1)
    tick(phone, 2)
    saved(phone)
    expect(tablet.locator(".exam-seat").first).to_contain_text("已答 2/8")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert tablet.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("button", name="交卷", exact=True).first.click()
    expect(phone.locator("dialog")).to_contain_text("还有 6 题没有作答")
    phone.get_by_role("button", name="确定交卷").dblclick()
    expect(phone.locator("[data-sentence]")).to_contain_text("您已交卷")
    expect(tablet.locator(".exam-seat").first).to_contain_text("已交卷")
    assert paper_of(exam).handed_in_how == HandedIn.SELF


def test_cut_off_resumed_and_moved_to_another_seat(exam, house, open_page):
    page = sit(open_page, exam, house)
    tick(page, 1, 1)
    saved(page)
    page.context.set_offline(True)
    tick(page, 2, 0)
    tick(page, 1, 2)
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    assert kept(exam) == {0: [1]}
    page.context.set_offline(False)
    saved(page)
    assert kept(exam) == {0: [2], 1: [0]}
    page.reload()
    expect(page.locator("#q1 input").nth(2)).to_be_checked()
    code = seat_move_allow(admission=first(exam), reason="屏幕坏了", by=house.actor("invigilator"), at=timezone.now())
    other = open_page(DESK, reverse("legal_exams_door"))
    enter(other, exam, code)
    expect(other.locator("#q2 input").first).to_be_checked()
    page.locator("#q3 input").first.click()
    expect(page.locator("[data-sentence]")).to_contain_text("换到另一台设备作答")
    tick(other, 3, 1)
    saved(other)
    assert kept(exam) == {0: [2], 1: [0], 2: [1]}


def test_a_hand_in_that_was_not_delivered_is_said_until_it_is(exam, house, open_page):
    page = sit(open_page, exam, house)
    page.context.set_offline(True)
    tick(page, 8)
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    expect(page.locator("[data-trouble]")).to_be_in_viewport()
    hand_in(page)
    expect(page.locator("[data-trouble]")).to_contain_text("交卷没有送达")
    page.wait_for_timeout(4000)
    expect(page.locator("[data-trouble]")).to_contain_text("交卷没有送达")
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("[data-trouble]")).to_contain_text("再按一次“交卷”")
    hand_in(page)
    expect(page.locator("[data-sentence]")).to_contain_text("您已交卷")


def test_answers_given_without_a_network_outlive_the_browser(exam, house, open_page, live_server):
    page = sit(open_page, exam, house)
    page.context.set_offline(True)
    tick(page, 2, 1)
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(live_server.url + reverse("legal_exams_door"))
    expect(again.locator("#q2 input").nth(1)).to_be_checked()
    saved(again)
    assert kept(exam) == {1: [1]}


def test_when_the_time_is_up_the_portal_hands_in(exam, house, open_page):
    page = sit(open_page, exam, house)
    tick(page, 1)
    saved(page)
    Paper.objects.filter(pk=paper_of(exam).pk).update(ends_at=timezone.now() + timedelta(seconds=4))
    tick(page, 2)
    expect(page.locator("[data-sentence]")).to_contain_text("系统已自动交卷")
    paper = paper_of(exam)
    assert (paper.handed_in_how, paper.handed_in_at, set(kept(exam))) == (HandedIn.TIME, paper.ends_at, {0, 1})


def test_a_browser_whose_clock_stands_still_gains_nothing(exam, house, open_page):
    page = sit(open_page, exam, house)
    page.evaluate("performance.now = () => 0; Date.now = () => 0")
    Paper.objects.filter(pk=paper_of(exam).pk).update(ends_at=timezone.now())
    tick(page, 1)
    expect(page.locator("[data-sentence]")).to_contain_text("系统已自动交卷")
    assert kept(exam) == {}


def test_two_windows_of_one_browser(exam, house, open_page, live_server):
    page = sit(open_page, exam, house)
    other = page.context.new_page()
    other.goto(live_server.url + reverse("legal_exams_seat"))
    expect(other.locator("#q1")).to_be_visible()
    expect(page.locator("[data-part=elsewhere]")).to_be_visible()
    tick(other, 1)
    saved(other)


def test_handed_in_at_one_window_and_edited_in_another(exam, house, open_page, browser, live_server):
    page = sit(open_page, exam, house)
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(page.context.cookies())
    other = context.new_page()
    other.goto(live_server.url + reverse("legal_exams_seat"))
    tick(other, 1, 1)
    saved(other)
    hand_in(page)
    expect(page.locator("[data-sentence]")).to_contain_text("您已交卷")
    tick(other, 2, 0)
    expect(other.locator("[data-sentence]")).to_contain_text("您已交卷")
    assert kept(exam) == {0: [1]}
    context.close()


def test_leaving_the_page_is_noted(exam, house, open_page):
    page = sit(open_page, exam, house, DESK)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.locator("[data-saved]")).to_have_text("已保存")
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(1500)
    events = paper_of(exam).events.filter(kind__in=[EventKind.LEFT, EventKind.CAME_BACK])
    assert list(events.values_list("kind", flat=True))[:1] == [EventKind.LEFT]


class Traffic:
    """Every answer that reached a page. `read` before the page goes elsewhere: the browser then forgets them."""

    def __init__(self, page):
        self.waiting, self.bodies, self.data = [], [], []
        page.on("response", lambda answer: self.waiting.append(answer))

    def read(self):
        for answer in [one for one in self.waiting if one.status < 300]:
            try:
                self.bodies.append(answer.text())
            except Error:  # a save's answer, or an icon, that came while the page was left
                assert answer.url.endswith(reverse("legal_exams_seat_save")) or "/static/" in answer.url
                continue
            if "json" in answer.headers.get("content-type", ""):
                self.data.append(answer.json())
        self.waiting.clear()


def test_nothing_that_reaches_the_browser_says_what_is_right_or_what_others_have(exam, house, open_page):
    """Every answer of a whole sitting, and the page itself, against the sealed content."""
    page = open_page(PHONE, reverse("legal_exams_door"))
    traffic = Traffic(page)
    enter(page, exam, check_in(exam, house))
    expect(page.locator("[data-word]")).to_contain_text("请等候监考员宣布开考")
    start(exam, house)
    expect(page.locator("#q1")).to_be_visible()
    for question in range(1, 9):
        tick(page, question)
    saved(page)
    traffic.read()
    everything = page.content()
    page.reload()
    expect(page.locator("#q1")).to_be_visible()
    hand_in(page)
    expect(page.locator("[data-sentence]")).to_contain_text("您已交卷")
    traffic.read()
    everything += page.content() + "\n".join(traffic.bodies)
    papers = [one["items"] for one in traffic.data if "items" in one]
    assert len(papers) == 2
    assert {key for items in papers for item in items for key in item} == SHOWN
    assert {key for one in traffic.data for key in one} == {"state", "starts_in", "left", "sentence", "items", "given"}
    own, contents = paper_of(exam), [one.content for one in Question.objects.all()]
    stems = {item["stem"] for item in own.items}
    assert [stem for stem in stems if stem not in everything] == []
    others = [one["stem"] for one in contents if one["stem"] not in stems]
    other = Paper.objects.select_related("admission").get(admission__seat=2)
    secret = [one["explanation"] for one in contents] + [own.sha256, own.seed, other.sha256, other.public_id.hex]
    forbidden = [*others, *secret, str(other.public_id), other.admission.ticket, "密名1", "密名2", "中华人民共和国宪法"]
    assert [text for text in forbidden if text in everything] == []
    assert first(exam).state == states.HANDED_IN
