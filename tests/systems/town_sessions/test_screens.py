"""Pages before their audiences; the editor keeps everything that was typed."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.office.documents.models import Document
from apps.systems.town_sessions.models import AnnualPlan, Slot
from apps.systems.town_sessions.plan_paper import plan_paper
from tests.systems.town_sessions.office import AT, DAYS, fresh, sessions

READ = ["town_sessions_plan", "town_sessions_calendar", "town_sessions_pdf", "town_sessions_docx"]
FORMS = ["town_sessions_change", "town_sessions_amend", "town_sessions_file"]
ACTS = ["town_sessions_submit", "town_sessions_abandon", "town_sessions_close", "town_sessions_document"]


@pytest.fixture(autouse=True)
def _tenth_of_january():
    with time_machine.travel(AT, tick=False):
        yield


def at(name, thing, *more):
    return reverse(name, args=[thing.public_id, *more])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    ("part", "status"),
    [("staff", 200), ("district_staff", 200), ("leader", 200), ("deputy", 200), ("other_staff", 404),
     ("other_deputy", 404), ("representative", 404), ("handler", 403)],
)  # fmt: skip
def test_an_approved_plan_is_read_by_its_office_leaders_and_members(office, cast, name, part, status):
    assert cast.client(part).get(at(name, office.approved())).status_code == status


@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("leader", 404), ("deputy", 404), ("other_staff", 404)])
def test_a_draft_is_the_offices_own(office, cast, part, status):
    assert cast.client(part).get(at("town_sessions_plan", office.plan())).status_code == status


@pytest.mark.parametrize(("part", "status"), [("leader", 200), ("deputy", 404)])
def test_a_submitted_plan_is_read_by_leaders(office, cast, part, status):
    assert cast.client(part).get(at("town_sessions_plan", office.submitted())).status_code == status


@pytest.mark.parametrize("name", FORMS + ACTS)
def test_only_the_office_of_the_place_acts(office, cast, name):
    plan = office.approved()
    for part, status in (("leader", 403), ("deputy", 403), ("other_staff", 404)):
        assert cast.client(part).post(at(name, plan)).status_code == status
    assert fresh(plan).state == "approved"
    assert not Document.objects.exists()


def test_acts_on_a_session_are_for_the_office_of_the_place(office, cast):
    session = sessions(office.filed())[0]
    pages = [at("town_sessions_meeting", session), at("town_sessions_link", session),
             at("town_sessions_preparation", session, "materials")]  # fmt: skip
    for page in pages:
        statuses = [cast.client(part).get(page).status_code for part in ("staff", "leader", "other_staff")]
        assert statuses == [200, 403, 404]
    assert cast.client("staff").get(at("town_sessions_preparation", session, "lunch")).status_code == 404


def test_the_list_shows_searches_filters_and_exports(office, cast):
    office.filed()
    client, path = cast.client("staff"), reverse("town_sessions_list")
    shown = text(client.get(path))
    assert "青禾镇人大2026年度会议预安排方案" in shown
    assert "已备案" in shown
    assert "没有找到" not in text(client.get(path, {"q": "青人发", "year": "2026"}))
    assert "青人发〔2026〕3号" not in text(client.get(path, {"year": "2025"}))
    book = load_workbook(BytesIO(b"".join(client.get(path, {"export": "xlsx"}).streaming_content))).active
    head, row = ([cell.value for cell in line] for line in book)
    assert dict(zip(head, row, strict=True))["计划会议"] == 4
    assert "青禾镇镇人民代表大会" in row


def test_the_lists_of_others_are_empty_and_say_what_comes(office, cast):
    office.plan()
    assert "年度预安排方案批准以后,会显示在这里" in text(cast.client("deputy").get(reverse("town_sessions_list")))
    assert "请先拟定本年度的预安排方案" in text(cast.client("other_staff").get(reverse("town_sessions_list")))


def test_the_list_costs_the_same_for_many_plans(office, cast, django_assert_max_num_queries):
    client, path = cast.client("district_staff"), reverse("town_sessions_list")
    office.filed()
    with django_assert_max_num_queries(12):
        client.get(path)
    AnnualPlan.objects.bulk_create(
        AnnualPlan(body=office.term.body, term=office.term, year=year, template="quarterly", created_at=AT)
        for year in range(2027, 2047)
    )
    with django_assert_max_num_queries(12):
        assert text(client.get(path)).count("会议预安排方案</a>") == 21


def test_the_page_costs_the_same_for_many_sessions(office, cast, django_assert_max_num_queries):
    client = cast.client("staff")
    short = office.change(office.plan("two_a_year"), office.lines(DAYS[:2]))
    long = office.change(office.plan(year=2027), office.lines(tuple(date(2027, month, 5) for month in range(1, 13))))
    for plan in (short, long):
        with django_assert_max_num_queries(16):
            assert client.get(at("town_sessions_plan", plan)).status_code == 200


def test_a_member_sees_the_year_without_the_offices_deadlines(office, cast):
    plan = office.filed()
    shown = text(cast.client("deputy").get(at("town_sessions_plan", plan)))
    assert "第一季度" in shown
    assert "听取专项工作报告1" in shown
    assert "会议材料收齐" not in shown
    assert "生成会议" not in shown


def test_what_is_late_is_red_with_days_and_rule(office, cast):
    plan = office.filed()
    with time_machine.travel(date(2026, 3, 14), tick=False):
        shown = text(cast.client("staff").get(at("town_sessions_plan", plan)))
    assert "逾期3项" in shown
    assert "应不迟于2026年3月10日(会前10日,《重庆市乡镇人民代表大会工作条例》第十一条),已逾期4天" in shown


def test_the_calendar_marks_sessions_and_deadlines(office, cast):
    shown = text(cast.client("staff").get(at("town_sessions_calendar", office.filed())))
    assert shown.count('class="has-session"') == 4 + 1
    assert shown.count('class="has-notice"') == 4 + 1
    assert "第1次会议:发出会议通知" in shown
    assert "方案应当批准" in shown
    assert 'href="#month-1"' in shown
    assert 'id="month-1"' in shown


def begin(client, office, **values):
    given = {"term": office.term.pk, "year": "2026", "template": "quarterly"}
    return client.post(reverse("town_sessions_new"), given | values)


def test_a_plan_is_begun_and_opens_in_the_editor(office, cast):
    response = begin(cast.client("staff"), office)
    assert response.headers["Location"] == at("town_sessions_change", AnnualPlan.objects.get())
    assert begin(cast.client("staff"), office, year="2027").status_code == 302


def test_a_second_plan_is_refused_above_the_form(office, cast):
    office.plan()
    shown = text(begin(cast.client("staff"), office, template="two_a_year"))
    assert "青禾镇2026年已有预安排方案" in shown
    assert 'value="two_a_year"' in shown


@pytest.mark.parametrize(("part", "status"), [("leader", 403), ("deputy", 403), ("handler", 403)])
def test_only_an_office_begins_a_plan(office, cast, part, status):
    assert begin(cast.client(part), office).status_code == status


def test_a_street_office_finds_no_congress_to_plan_for(cast):
    response = cast.client("street_staff").get(reverse("town_sessions_new"))
    assert response.status_code == 200
    assert "街道不设人民代表大会" in text(response)


def editor_data(plan, **changed) -> dict[str, str]:
    """What the editor's page would post for a plan as it stands."""
    data = {"revision": str(plan.revision)}
    rows = list(fresh(plan).sessions.all())
    data |= {"sessions-TOTAL_FORMS": str(len(rows)), "sessions-INITIAL_FORMS": str(len(rows))}
    for index, session in enumerate(rows):
        name = f"sessions-{index}"
        data |= {
            f"{name}-slot": str(session.slot.public_id), f"{name}-theme": session.theme, f"{name}-kind": "",
            f"{name}-starts_on": str(session.starts_on), f"{name}-ends_on": "", f"{name}-how": session.forms,
            f"{name}-responsible": session.responsible, f"{name}-activities": session.activities,
        }  # fmt: skip
        topics = list(session.topics.all())
        data |= {f"{name}-topics-TOTAL_FORMS": str(len(topics)), f"{name}-topics-INITIAL_FORMS": str(len(topics))}
        for number, topic in enumerate(topics):
            row = f"{name}-topics-{number}"
            data |= {
                f"{row}-key": str(topic.key), f"{row}-topic": topic.topic, f"{row}-title": topic.title,
                f"{row}-unit": str(topic.unit.public_id), f"{row}-reporter": topic.reporter,
                f"{row}-material_days": str(topic.material_days), f"{row}-ORDER": str(number + 1), f"{row}-move_to": "",
            }  # fmt: skip
    return data | changed


def save(cast, plan, **changed):
    return cast.client("staff").post(at("town_sessions_change", plan), editor_data(plan, **changed))


def topic_titles(plan) -> list[list[str]]:
    return [[topic.title for topic in session.topics.all()] for session in sessions(plan)]


def test_saving_what_stands_changes_nothing(office, cast):
    plan = office.complete()
    before = [session.facts for session in sessions(plan)]
    assert save(cast, plan).status_code == 302
    assert [session.facts for session in sessions(plan)] == before


def test_topics_are_reordered_removed_and_moved(office, cast):
    plan = office.complete()
    changed = {
        "sessions-0-topics-0-ORDER": "2", "sessions-0-topics-1-ORDER": "1", "sessions-1-topics-0-DELETE": "on",
        "sessions-2-topics-0-move_to": "4",
    }  # fmt: skip
    assert save(cast, plan, **changed).status_code == 302
    assert topic_titles(plan) == [
        ["听取主席团工作报告1", "听取专项工作报告1"],
        ["听取主席团工作报告2"],
        ["听取主席团工作报告3"],
        ["听取专项工作报告4", "听取主席团工作报告4", "听取专项工作报告3"],
    ]


def test_a_session_is_removed_and_its_topic_saved_elsewhere(office, cast):
    plan = office.complete()
    assert save(cast, plan, **{"sessions-3-DELETE": "on", "sessions-3-topics-0-move_to": "3"}).status_code == 302
    assert topic_titles(plan)[2:] == [["听取专项工作报告3", "听取主席团工作报告3", "听取专项工作报告4"]]


def test_a_topic_cannot_be_moved_to_a_session_that_is_not_there(office, cast):
    plan = office.complete()
    shown = text(save(cast, plan, **{"sessions-3-DELETE": "on", "sessions-0-topics-0-move_to": "4"}))
    assert "议题“听取专项工作报告1”要移到第4次会议,本页没有这次会议,请核对。" in shown
    assert len(sessions(plan)) == 4


def new_session(**values) -> dict[str, str]:
    given = {
        "theme": "讨论防汛",
        "kind": "extra",
        "starts_on": "2026-05-15",
        "ends_on": "",
        "responsible": "",
        "activities": "",
    }
    row = {"topic": "special_report", "title": "听取防汛报告", "unit": "", "reporter": "", "material_days": "5"}
    return {
        "sessions-TOTAL_FORMS": "5",
        **{f"sessions-4-{name}": value for name, value in (given | values).items()},
        "sessions-4-topics-TOTAL_FORMS": "1", "sessions-4-topics-INITIAL_FORMS": "0",
        **{f"sessions-4-topics-0-{name}": value for name, value in row.items()},
    }  # fmt: skip


def test_a_session_is_added_in_its_place_of_the_year(office, cast):
    plan = office.complete()
    assert save(cast, plan, **new_session()).status_code == 302
    assert [(one.theme, one.is_extra) for one in sessions(plan)][1] == ("讨论防汛", True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts_on": ""}, "这个字段是必填项"),
        ({"starts_on": "2027-05-15"}, "的日期2027年5月15日不在2026年内"),
        ({"theme": ""}, "这个字段是必填项"),
    ],
)
def test_what_is_refused_stays_on_the_page(office, cast, changed, sentence):
    plan = office.complete()
    shown = text(save(cast, plan, **new_session(**changed)))
    assert sentence in shown
    assert "听取防汛报告" in shown
    assert len(sessions(plan)) == 4


def test_a_topic_without_words_is_not_skipped_in_silence(office, cast):
    plan = office.complete()
    shown = text(
        save(cast, plan, **new_session() | {"sessions-4-topics-0-title": "", "sessions-4-topics-0-reporter": "李局长"})
    )
    assert "这个字段是必填项" in shown
    assert "李局长" in shown


def test_a_unit_of_another_area_is_no_choice(office, other_office, cast):
    plan = office.complete()
    strange = str(other_office.government.public_id)
    shown = text(save(cast, plan, **{"sessions-0-topics-0-unit": strange}))
    assert "选择一个有效的选项" in shown


def test_a_second_editor_is_told_of_a_topic_that_the_first_added(office, cast):
    plan = office.complete()
    count = int(editor_data(plan)["sessions-0-topics-TOTAL_FORMS"])
    spare = f"sessions-0-topics-{count}"
    empty = {"sessions-0-topics-TOTAL_FORMS": str(count + 1), f"{spare}-key": "", f"{spare}-title": "",
             f"{spare}-topic": "special_report", f"{spare}-material_days": "5"}  # fmt: skip
    stale = editor_data(plan, **empty)
    assert save(cast, plan, **{**empty, f"{spare}-title": "他人加的议题"}).status_code == 302
    shown = text(cast.client("staff").post(at("town_sessions_change", plan), stale))
    assert "方案刚被他人修改过,没有保存" in shown
    assert "他人另外增加了“他人加的议题”" in shown
    assert "必填" not in shown


def test_a_second_editor_is_told_and_keeps_the_text(office, cast):
    plan = office.complete()
    stale = editor_data(plan, **{"sessions-0-theme": "我改的主题"})
    office.change(plan, office.lines(DAYS[:3]))
    response = cast.client("staff").post(at("town_sessions_change", plan), stale)
    shown = text(response)
    assert "方案刚被他人修改过,没有保存。您填写的内容仍在本页" in shown
    assert "我改的主题" in shown
    assert "<span>已保存的是</span>" in shown
    assert "这一行已被他人删去" in shown
    assert len(sessions(plan)) == 3
    newest = AnnualPlan.objects.get(pk=plan.pk).revision
    assert f'name="revision" value="{newest}"' in shown
    assert cast.client("staff").post(at("town_sessions_change", plan), {**stale, "revision": newest}).status_code == 302


@pytest.mark.parametrize(
    "broken", [{"revision": ""}, {"sessions-TOTAL_FORMS": ""}, {"sessions-0-topics-TOTAL_FORMS": "x"}]
)
def test_a_mangled_form_is_shown_again(office, cast, broken):
    plan = office.complete()
    assert save(cast, plan, **broken).status_code == 200
    assert fresh(plan).revision == plan.revision


def test_rows_are_added_to_the_page(office, cast):
    plan, client = office.plan(), cast.client("staff")
    shown = text(client.get(at("town_sessions_session_add", plan), {"sessions-TOTAL_FORMS": "4"}))
    assert 'name="sessions-4-theme"' in shown
    assert 'name="sessions-4-topics-TOTAL_FORMS"' in shown
    assert 'value="5" id="id_sessions-TOTAL_FORMS"' in shown
    shown = text(client.get(at("town_sessions_topic_add", plan, 1), {"sessions-1-topics-TOTAL_FORMS": "3"}))
    assert 'name="sessions-1-topics-3-title"' in shown
    assert (
        client.get(at("town_sessions_topic_add", plan, 1), {"sessions-1-topics-TOTAL_FORMS": "-1"}).status_code == 404
    )
    assert client.get(at("town_sessions_session_add", plan)).status_code == 404


def test_the_editor_of_an_approved_plan_says_how_to_go_on(office, cast):
    response = cast.client("staff").get(at("town_sessions_change", office.approved()))
    assert response.status_code == 409
    assert "已批准的请另拟调整方案" in text(response)


def test_the_office_goes_the_whole_way_by_its_pages(office, cast):
    client, plan = cast.client("staff"), office.complete()
    client.post(at("town_sessions_submit", plan))
    office.decide(plan, 1)
    office.decide(plan, 2)
    assert "请报送备案" in text(client.get(at("town_sessions_plan", plan)))
    filing = {"filed_on": "2026-01-10", "number": "青人发〔2026〕3号", "filed_with": ""}
    assert client.post(at("town_sessions_file", plan), filing).status_code == 302
    session = sessions(plan)[0]
    given = {"starts_at": "2026-03-20T09:00", "place": "三楼会议室", "contact": "", "with_preparatory": "on"}
    response = client.post(at("town_sessions_meeting", session), given)
    meeting = Meeting.objects.get()
    assert response.headers["Location"] == reverse("meetings_detail", args=[meeting.public_id])
    assert "打开会议" in text(client.get(at("town_sessions_plan", plan)))
    client.post(at("town_sessions_preparation", session, "activities"), {"done_on": "2026-01-09", "note": "看了3处"})
    assert Slot.objects.get(pk=session.slot_id).activities_note == "看了3处"
    response = client.post(at("town_sessions_amend", plan), {"reason": "增开一次"})
    following = AnnualPlan.objects.get(version=2)
    assert response.headers["Location"] == at("town_sessions_change", following)
    client.post(at("town_sessions_submit", following))
    office.decide(following, 1)
    office.decide(following, 2)
    assert "共0处不同" in text(client.get(at("town_sessions_compare", following)))
    assert client.get(at("town_sessions_compare", plan)).status_code == 404


def test_a_day_outside_the_plan_is_refused_above_the_form(office, cast):
    session = sessions(office.filed())[0]
    given = {"starts_at": "2026-03-25T09:00", "place": "礼堂"}
    shown = text(cast.client("staff").post(at("town_sessions_meeting", session), given))
    assert "确需改期的,请先调整方案" in shown
    assert "礼堂" in shown


def test_an_amendment_without_reason_is_refused_on_the_page(office, cast):
    plan = office.filed()
    assert "这个字段是必填项" in text(cast.client("staff").post(at("town_sessions_amend", plan), {"reason": ""}))
    assert AnnualPlan.objects.count() == 1


def test_a_document_is_drafted_from_the_page(office, cast):
    plan = office.approved()
    response = cast.client("staff").post(at("town_sessions_document", plan))
    document = Document.objects.get()
    assert response.headers["Location"] == document.get_absolute_url()
    assert cast.client("staff").post(at("town_sessions_document", plan)).status_code == 409


def test_the_paper_has_a_table_a_session_and_tells_of_the_amendment(office):
    plan = office.filed(office.amend(office.filed()))
    tree = plan_paper(fresh(plan), AT.date())
    tables = [block for block in tree.blocks if type(block).__name__ == "Table"]
    assert [table.caption for table in tables] == [f"第{number}次会议议题安排" for number in (1, 2, 3, 4)]
    assert tables[0].rows[0] == ("1", "专项工作报告", "听取专项工作报告1", "青禾镇人民政府", "李镇长", "会前7日")
    words = [getattr(block, "text", "") for block in tree.blocks]
    assert "本方案为第2版，替代第1版。调整理由：增开一次会议，讨论防汛。" in words
    assert [word for word in words if word.endswith("季度")] == ["第一季度", "第二季度", "第三季度", "第四季度"]


def test_whoever_is_nobody_sees_nothing(office):
    office.filed()
    assert not AnnualPlan.objects.visible_to(Actor.guest()).exists()
    assert not Slot.objects.visible_to(Actor.guest()).exists()
