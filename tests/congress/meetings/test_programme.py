"""The programme by rule, and as staff save it."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, ProgrammeStep, Sitting
from apps.congress.meetings.rules.programme import (
    Item,
    Slot,
    Step,
    issues_with_programme,
    propose,
    timetable,
    topic_of,
)
from apps.congress.meetings.rules.verbs import noun_of, step_words
from apps.congress.meetings.services import (
    AgendaLine,
    StepLine,
    check_in_by_list,
    meeting_create,
    programme_save,
    sitting_close,
    sitting_open,
)
from apps.foundation.core.errors import Conflict, NotReady, WrongState
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, ZONE, plan

REPORT = Item("a", "听取和审议镇人民政府工作报告", "gov_work_report")
RULES = Item("b", "通过选举办法", "rules")
ELECTION = Item("c", "选举镇长", "election")
ASSESSMENT = Item("d", "建议办理情况满意度测评", "satisfaction")
INQUIRY = Item("e", "关于场镇停车的专题询问", "inquiry")
DAY = [Slot(1, "preparatory"), Slot(2, "presidium"), Slot(3, "plenary"), Slot(4, "group"), Slot(5, "presidium"),
       Slot(6, "plenary")]  # fmt: skip


def told(steps):
    return [(step.kind, step.item or step.text) for step in steps]


def test_a_session_passes_hears_deliberates_and_votes_where_it_belongs():
    programme = propose(DAY, [REPORT, RULES, ELECTION, ASSESSMENT, INQUIRY])
    assert told(programme[1]) == [("pass", "通过主席团和秘书长名单"), ("pass", "通过会议议程"), ("pass", "b")]
    assert told(programme[2]) == [("pass", "通过会议日程"), ("other", "决定会议的其他事项")]
    assert told(programme[3]) == [("announce", "宣布会议开幕"), ("hear", "a")]
    assert told(programme[4]) == [("deliberate", "a")]
    assert told(programme[5]) == [("hear", "听取各代表团(组)审议情况的汇报"), ("deliberate", "a")]
    assert told(programme[6]) == [
        ("inquire", "e"), ("assess", "d"), ("vote", "a"), ("vote", "c"), ("announce", "c"),
        ("announce", "宣布会议闭幕"),
    ]  # fmt: skip


def test_one_plenary_alone_does_everything_in_order():
    programme = propose([Slot(1, "plenary")], [REPORT, RULES])
    assert told(programme[1]) == [
        ("announce", "宣布会议开幕"), ("pass", "b"), ("hear", "a"), ("deliberate", "a"), ("vote", "a"),
        ("announce", "宣布会议闭幕"),
    ]  # fmt: skip


def test_a_street_hears_and_discusses_and_passes_no_resolution():
    programme = propose([Slot(1, "plenary")], [REPORT], is_street=True)
    assert told(programme[1]) == [
        ("announce", "宣布会议开始"), ("hear", "a"), ("deliberate", "a"), ("announce", "宣布会议结束"),
    ]  # fmt: skip


def test_nothing_on_the_agenda_is_left_out():
    items = [REPORT, RULES, ELECTION, ASSESSMENT, INQUIRY, Item("f", "其他事项")]
    for slots in (DAY, DAY[2:], [Slot(1, "plenary")]):
        done = {step.item for steps in propose(slots, items).values() for step in steps}
        assert {item.key for item in items} <= done


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("听取和审议政府工作报告", "gov_work_report"), ("审查和批准预算草案的报告", "budget"),
        ("票决2026年民生实事项目", "livelihood_vote"), ("通过选举办法", "rules"), ("补选副镇长", "by_election"),
        ("座谈", "other"),
    ],
)  # fmt: skip
def test_the_title_says_what_an_item_is_where_staff_did_not(title, topic):
    assert topic_of(Item(1, title)) == topic
    assert topic_of(Item(1, title, "appraisal")) == "appraisal"


@pytest.mark.parametrize(
    ("kind", "title", "values", "words"),
    [
        ("hear", "听取和审议政府工作报告", {}, "听取政府工作报告"),
        ("deliberate", "听取和审议政府工作报告", {}, "审议政府工作报告"),
        ("deliberate", "听取和讨论工作报告", {"is_street": True}, "讨论工作报告"),
        ("vote", "听取和审议政府工作报告", {"needs_resolution": True}, "表决关于政府工作报告的决议草案"),
        ("vote", "选举镇长", {}, "选举镇长"),
        ("announce", "选举镇长", {}, "宣布选举镇长的结果"),
        ("deliberate", "票决民生实事项目", {}, "审议民生实事项目"),
        ("vote", "票决民生实事项目", {}, "票决民生实事项目"),
        ("other", "其他事项", {}, "其他事项"),
        ("assess", "建议办理情况满意度测评", {}, "进行建议办理情况满意度测评"),
        ("assess", "民生实事项目", {}, "测评民生实事项目"),
        ("inquire", "关于场镇停车的专题询问", {}, "进行关于场镇停车的专题询问"),
    ],
)
def test_the_words_of_a_step_follow_from_its_kind_and_item(kind, title, values, words):
    assert step_words(kind, title, **values) == words


@pytest.mark.parametrize(
    ("title", "noun"),
    [("听取和审议镇人民政府工作报告", "镇人民政府工作报告"), ("审查和批准2025年决算", "2025年决算"),
     ("选举副镇长", "选举副镇长"), ("审议", "审议")],
)  # fmt: skip
def test_an_item_stands_without_the_verbs_it_begins_with_but_verbs_alone_stay(title, noun):
    assert noun_of(title) == noun


def test_times_follow_from_the_minutes_until_one_is_unknown():
    assert timetable(BEGINS, [5, 40, None, 10, 5]) == [
        BEGINS, BEGINS.replace(minute=5), BEGINS.replace(minute=45), None, None,
    ]  # fmt: skip
    assert timetable(BEGINS, []) == []


def test_a_step_says_what_it_deals_with():
    steps = [Step("hear", 1), Step("other"), Step("hear", 9), Step("pass", text="通过议程")]
    assert [issue.code for issue in issues_with_programme(steps, {1: "报告"})] == ["empty_step", "foreign_item"]


def save(hall, lines, revision=0, at=IN_TIME):
    return programme_save(sitting=hall.sitting, lines=lines, revision=revision, by=hall.staff, at=at)


def test_until_it_is_saved_it_follows_the_agenda(planned):
    programme = selectors.programme_of(planned.sitting)
    assert not programme.is_saved
    assert [one.words for one in programme.steps] == [
        "宣布会议开幕", "听取政府工作报告", "审议政府工作报告", "表决关于政府工作报告的决议草案", "宣布会议闭幕",
    ]  # fmt: skip
    assert programme.steps[2].begins_at == datetime(2026, 3, 20, 9, 45, tzinfo=ZONE)


def test_saved_it_stays_as_it_was_saved(planned):
    item = planned.meeting.agenda.get()
    save(planned, [StepLine("other", text="奏国歌", minutes=5), StepLine("hear", item, minutes=30)])
    programme = selectors.programme_of(planned.sitting)
    assert programme.is_saved
    assert [one.words for one in programme.steps] == ["奏国歌", "听取政府工作报告"]


def test_two_staff_saving_one_programme_collide_and_the_first_stands(planned):
    save(planned, [StepLine("other", text="先保存的")])
    with pytest.raises(Conflict, match="日程刚由他人保存过"):
        save(planned, [StepLine("other", text="后保存的")])
    assert ProgrammeStep.objects.get().text == "先保存的"


def test_an_item_of_another_meeting_is_refused(planned):
    other = meeting_create(term=planned.term, plan=plan(agenda=[AgendaLine("别的会")]), by=planned.staff, at=IN_TIME)
    with pytest.raises(NotReady, match="第1步所选的议题不属于本次会议"):
        save(planned, [StepLine("hear", other.agenda.get())])
    assert Sitting.objects.get(pk=planned.sitting.pk).programme_revision == 0


def test_a_sitting_that_is_over_keeps_its_programme(hall):
    for person in hall.members()[:8]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    save(hall, [StepLine("other", text="加一项")])
    sitting_close(sitting=hall.sitting, by=hall.staff, at=MORNING)
    with pytest.raises(WrongState, match="已散会”,不能修改日程"):
        save(hall, [StepLine("other", text="再加一项")], revision=1)


def rows(*steps, revision="0"):
    data = {"steps-TOTAL_FORMS": str(len(steps)), "steps-INITIAL_FORMS": "0", "revision": revision}
    for number, step in enumerate(steps):
        values = {"ORDER": number + 1, "kind": "other", **step}
        data |= {f"steps-{number}-{name}": value for name, value in values.items()}
    return data


@pytest.fixture
def page(planned):
    with time_machine.travel(IN_TIME, tick=False):
        yield planned.cast.client("staff"), reverse("meetings_programme", args=[planned.sitting.public_id])


def test_the_page_offers_what_follows_from_the_agenda(page):
    client, url = page
    text = client.get(url).content.decode()
    assert "按议程自动拟出" in text
    assert 'placeholder="听取政府工作报告"' in text
    assert "09:45" in text


def test_the_page_saves_in_the_order_typed(page):
    client, url = page
    data = rows({"text": "第二", "ORDER": 2}, {"text": "第一", "ORDER": 1}, {"text": "不要", "DELETE": "on"}, {})
    assert client.post(url, data).status_code == 302
    assert list(ProgrammeStep.objects.values_list("number", "text")) == [(1, "第一"), (2, "第二")]


def test_the_page_loses_nothing_where_somebody_was_first(page, planned):
    client, url = page
    save(planned, [StepLine("other", text="他人的安排")])
    text = client.post(url, rows({"text": "我的安排"})).content.decode()
    assert "日程刚由他人保存过" in text
    assert 'value="我的安排"' in text
    assert "他人的安排" in text
    assert 'name="revision" value="1"' in text
    assert client.post(url, rows({"text": "合并的安排"}, revision="1")).status_code == 302
    assert ProgrammeStep.objects.get().text == "合并的安排"


def test_a_mistake_does_not_let_an_old_page_save_over_somebody_else(page, planned):
    client, url = page
    save(planned, [StepLine("other", text="他人的安排")])
    shown = client.post(url, rows({"text": "我的安排", "minutes": "一刻钟"})).content.decode()
    assert 'name="revision" value="0"' in shown
    assert "日程刚由他人保存过" in client.post(url, rows({"text": "我的安排"})).content.decode()
    assert ProgrammeStep.objects.get().text == "他人的安排"


@pytest.mark.parametrize("minutes", ["0", "9" * 40, "一刻钟"])
def test_impossible_minutes_are_refused_where_they_are_typed(page, minutes):
    client, url = page
    response = client.post(url, rows({"text": "发言", "minutes": minutes}))
    assert response.status_code == 200
    assert not ProgrammeStep.objects.exists()


def test_a_step_without_item_and_words_is_not_skipped_silently(page):
    client, url = page
    assert "第1步请选择议题,或者写明内容" in client.post(url, rows({"minutes": "10"})).content.decode()


def test_an_item_of_another_meeting_cannot_be_chosen(page, planned):
    client, url = page
    meeting_create(term=planned.term, plan=plan(agenda=[AgendaLine("别的会")]), by=planned.staff, at=IN_TIME)
    foreign = AgendaItem.objects.get(title="别的会")
    assert client.post(url, rows({"agenda_item": foreign.pk})).status_code == 200
    assert not ProgrammeStep.objects.exists()


def test_one_more_step_comes_with_the_raised_number(page, planned):
    client, _ = page
    url = reverse("meetings_programme_step", args=[planned.sitting.public_id])
    assert 'name="steps-3-text"' in client.get(url, {"steps-TOTAL_FORMS": "3"}).content.decode()
    assert client.get(url, {"steps-TOTAL_FORMS": "x"}).status_code == 404


def test_programmes_cost_the_same_queries_whatever_their_number(planned, django_assert_num_queries):
    meeting = selectors.programmes_of(planned.meeting) and planned.meeting
    with django_assert_num_queries(3):
        selectors.programmes_of(meeting)
