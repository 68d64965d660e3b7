"""Guarantees, dispatch meetings, good practice, figures: what each place answers and what follows from it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.congress.supervision.services import assignment_acknowledge
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.office.notifications.models import Notice
from apps.systems.reform_tasks.models import DispatchPoint, GuaranteeCheck
from apps.systems.reform_tasks.selectors import desk
from apps.systems.reform_tasks.selectors.dispatching import late_cells
from apps.systems.reform_tasks.selectors.guarantees import gaps_by_place, gaps_listed, stand_of
from apps.systems.reform_tasks.selectors.matrix import matrix_of, timeline
from apps.systems.reform_tasks.selectors.measures import MEASURES
from apps.systems.reform_tasks.services.dispatching import (
    DispatchDraft,
    PointDraft,
    dispatch_create,
    minutes_draft,
    point_warn,
    points_set,
)
from apps.systems.reform_tasks.services.guaranteeing import Said, guarantees_answer
from apps.systems.reform_tasks.services.practising import (
    AdoptionDraft,
    PracticeDraft,
    adoption_record,
    practice_change,
    practice_write,
)
from apps.systems.reform_tasks.services.reporting import report_draft
from tests.systems.reform_tasks.reform import TODAY, at

LATER = date(2026, 5, 8)


def answer(reform, plan, said, stand=None, on=TODAY):
    place = reform.cast.town
    return guarantees_answer(
        plan=plan, area=place, said=said, stand=stand_of(plan, place) if stand is None else stand,
        by=reform.cast.actor("staff"), at=at(on),
    )  # fmt: skip


ORGANISED = {"organisation": Said(True, "成立领导小组。")}


def test_a_place_answers_one_after_the_other_and_what_it_said_stays(reform):
    plan = reform.handed_over()
    assert gaps_by_place(plan) == {
        area.pk: 4 for area in (reform.cast.town, reform.cast.other_town, reform.cast.street)
    }
    answer(reform, plan, ORGANISED)
    answer(reform, plan, {**ORGANISED, "funds": Said(True, "列入预算", Decimal(80000))})
    assert gaps_by_place(plan)[reform.cast.town.pk] == 2
    answer(reform, plan, {"organisation": Said(False, "组长调离。")})
    assert gaps_by_place(plan)[reform.cast.town.pk] == 3
    assert list(GuaranteeCheck.objects.filter(kind="organisation").order_by("pk").values_list("met", flat=True)) == [
        True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"staff": Said(True, " ")}, "请写明人员保障"),
        ({"funds": Said(True, "列入预算")}, "金额"),
        ({"staff": Said(False, "")}, "没有改动"),
    ],
)
def test_a_guarantee_says_what_is_there(reform, said, sentence):
    plan = reform.handed_over()
    with pytest.raises(DomainError, match=sentence):
        answer(reform, plan, said)


def test_the_second_of_two_pages_is_told(reform):
    plan = reform.handed_over()
    answer(reform, plan, ORGANISED, stand=0)
    with pytest.raises(Conflict):
        answer(reform, plan, {"staff": Said(True, "明确专人。")}, stand=0)


def test_guarantees_are_asked_once_there_are_tasks(reform):
    with pytest.raises(WrongState):
        answer(reform, reform.approved(), ORGANISED, stand=0)


def held(reform, plan, on=LATER, **changes):
    values = {
        "title": "第1次调度会", "held_at": at(on), "place": "会议室", "chair": "副主任", "present": "甲、乙", **changes,
    }  # fmt: skip
    return dispatch_create(plan=plan, draft=DispatchDraft(**values), by=reform.by, at=at(on, 17))


def acknowledged(reform, plan):
    cell = reform.cell(plan)
    return assignment_acknowledge(
        assignment=cell, unit=cell.units.get().unit, by=reform.cast.actor("handler"), at=at(TODAY)
    )


def test_a_meeting_speaks_of_what_is_late_and_a_point_leads_to_a_sheet(reform):
    plan = reform.handed_over()
    cell = acknowledged(reform, plan)
    assert late_cells(plan, TODAY) == []
    late = late_cells(plan, LATER)
    assert [one.cell.row.area.name for one in late if one.cell.row.assignment_id == cell.pk] == ["青禾镇"]
    assert "选址" in next(one for one in late if one.cell.row.assignment_id == cell.pk).reasons
    meeting = held(reform, plan)
    points = [PointDraft(cell, "选址没有完成。", "限期完成。", due_on=date(2026, 5, 20))]
    points_set(meeting=meeting, points=points, revision=0, by=reform.by, at=at(LATER, 18))
    point = DispatchPoint.objects.get()
    assert (point.light, point.percent) == ("red", 0)
    sheet = point_warn(point=point, by=reform.by, at=at(LATER, 18)).sheet
    assert (sheet.unit_name, sheet.problem, sheet.answer_working_days) == ("青禾镇人民政府", "选址没有完成。", 10)
    with pytest.raises(Conflict):
        point_warn(point=point, by=reform.by, at=at(LATER, 18))
    with pytest.raises(DomainError, match="已经发出督办单"):
        points_set(meeting=meeting, points=[], revision=1, by=reform.by, at=at(LATER, 18))


def test_points_typed_on_an_old_page_overwrite_nothing(reform):
    plan = reform.handed_over()
    meeting, cell = held(reform, plan), reform.cell(plan)
    points_set(meeting=meeting, points=[PointDraft(cell, "", "抓紧。")], revision=0, by=reform.by, at=at(LATER, 18))
    with pytest.raises(Conflict):
        points_set(meeting=meeting, points=[], revision=0, by=reform.by, at=at(LATER, 18))
    assert DispatchPoint.objects.count() == 1


def test_minutes_are_made_from_what_is_recorded(reform):
    plan = reform.handed_over()
    meeting = held(reform, plan)
    with pytest.raises(WrongState):
        minutes_draft(meeting=meeting, by=reform.by, at=at(LATER, 18))
    points = [PointDraft(reform.cell(plan), "用房没有落实。", "月底前落实用房。", due_on=date(2026, 5, 31))]
    points_set(meeting=meeting, points=points, revision=0, by=reform.by, at=at(LATER, 18))
    document = minutes_draft(meeting=meeting, by=reform.by, at=at(LATER, 18))
    text = str(document.tree)
    assert all(words in text for words in ("用房没有落实", "月底前落实用房", "2026年5月31日前完成", "甲"))


def test_a_meeting_to_come_is_not_registered_yet(reform):
    plan = reform.handed_over()
    with pytest.raises(DomainError, match="还没有召开"):
        held(reform, plan, held_at=at(LATER + timedelta(days=1)))


def test_good_practice_is_adopted_once_and_then_stays_as_it_is(reform):
    plan, staff = reform.handed_over(), reform.cast.actor("staff")
    draft = PracticeDraft("院坝议事", "做法和成效。")
    good = practice_write(plan=plan, area=reform.cast.town, draft=draft, by=staff, at=at())
    adopted = AdoptionDraft("city", "市人大《工作动态》", TODAY)
    adoption_record(practice=good, draft=adopted, by=reform.by, at=at())
    assert Notice.objects.filter(recipient=reform.cast.people["staff"], title="经验做法被采用:院坝议事").exists()
    with pytest.raises(Conflict):
        adoption_record(practice=good, draft=adopted, by=reform.by, at=at())
    with pytest.raises(WrongState):
        practice_change(practice=good, draft=draft, revision=0, by=staff, at=at())


def test_the_list_of_practices_counts_each_adoption_once_however_it_is_narrowed(reform):
    plan, staff = reform.handed_over(), reform.cast.actor("staff")
    good, _ = (
        practice_write(plan=plan, area=reform.cast.town, draft=PracticeDraft(title, "做法。"), by=staff, at=at())
        for title in ("院坝议事", "板凳会")
    )
    for paper in ("市人大《工作动态》", "《示例日报》"):
        adoption_record(practice=good, draft=AdoptionDraft("city", paper, TODAY), by=reform.by, at=at())
    client, url = reform.cast.client("district_staff"), reverse("reform_tasks_practices")
    for adopted, told in (("", [("板凳会", 0), ("院坝议事", 2)]), ("yes", [("院坝议事", 2)]), ("no", [("板凳会", 0)])):
        rows = client.get(url, {"adopted": adopted}).context["rows"]
        assert sorted((row.title, row.adopted) for row in rows) == sorted(told)


def test_an_address_that_is_too_long_is_refused_in_words(reform):
    plan, staff = reform.handed_over(), reform.cast.actor("staff")
    good = practice_write(
        plan=plan, area=reform.cast.town, draft=PracticeDraft("院坝议事", "做法。"), by=staff, at=at()
    )
    link = f"https://example.cn/{'a' * 200}"
    values = {"level": "city", "by": "《示例日报》", "on": "2026-03-20", "link": link}
    answer = reform.cast.client("staff").post(reverse("reform_tasks_adoption_new", args=[good.public_id]), values)
    assert "最多200个字,现在有219个字,请缩短。" in answer.content.decode()
    assert not good.adoptions.exists()


def test_the_matrix_adds_up_what_its_cells_say(reform):
    plan = reform.handed_over()
    acknowledged(reform, plan)
    made = matrix_of(plan, LATER)
    assert [(row.area.name, len(row.own), row.tally.red) for row in made.rows] == [
        ("青禾镇", 2, 2), ("白沙镇", 2, 2), ("滨江街道", 1, 1),
    ]  # fmt: skip
    assert (made.total.total, made.total.red) == (5, 5)
    assert [column.red for column in made.columns] == [3, 2]
    assert [row.rank for row in made.rows] == [2, 2, 1]
    assert [(stage.title, stage.done, stage.total, stage.is_late) for stage in timeline(plan, LATER)] == [
        ("选址", 0, 3, True), ("揭牌", 0, 3, False),
    ]  # fmt: skip


def test_a_town_sees_its_own_row_alone(reform):
    plan = reform.handed_over()
    made = matrix_of(plan, LATER, reform.cast.actor("staff"))
    assert [row.area.name for row in made.rows] == ["青禾镇"]


def test_every_measure_has_as_many_rows_as_it_counts(reform, client):
    plan = reform.handed_over()
    answer(reform, plan, ORGANISED)
    client, on = reform.cast.client("district_staff"), datetime.now().date()
    for measure in MEASURES:
        counts = measure.count(reform.cast.district.path, on)
        for area in (reform.cast.district, reform.cast.town):
            wanted = sum(counts.values()) if area == reform.cast.district else counts.get(area.pk, 0)
            page = client.get(measure.list_url(area)).context["page"]
            assert (measure.slug, page.paginator.count) == (measure.slug, wanted)
    assert len(gaps_listed(reform.by)) == 11


def test_a_report_keeps_the_figures_of_its_day(reform):
    plan = reform.handed_over()
    report = report_draft(
        plan=plan, session_name="第三十次会议", reported_on=date(2026, 5, 29), by=reform.by, at=at(LATER)
    )
    assert "共5项" in str(report.document.tree)
    assert "截至2026年5月8日" in str(report.document.tree)


def test_desks_say_what_to_do_next(reform):
    plan = reform.approved()
    assert [item.title for item in desk.todo(reform.by, TODAY)] == [f"交办改革任务:{plan}"]
    plan = reform.handed_over()
    [item] = list(desk.todo(reform.cast.actor("staff"), TODAY))
    assert (item.title, item.due) == (f"落实四项保障:{plan}", date(2026, 4, 19))
    titles = [one.title for one in desk.todo(reform.by, LATER)]
    assert f"召开调度会:{plan}" in titles
    held(reform, plan)
    assert f"召开调度会:{plan}" not in [one.title for one in desk.todo(reform.by, LATER)]


def test_deadlines_keep_their_keys_when_their_day_moves(reform):
    plan = reform.handed_over()
    meeting = held(reform, plan)
    points = [PointDraft(reform.cell(plan), "", "抓紧。", due_on=date(2026, 5, 20))]
    points_set(meeting=meeting, points=points, revision=0, by=reform.by, at=at(LATER, 18))
    before = {deadline.key: deadline.on for deadline in desk.deadlines(LATER)}
    moved = [PointDraft(reform.cell(plan), "", "抓紧。", due_on=date(2026, 5, 27))]
    points_set(meeting=meeting, points=moved, revision=1, by=reform.by, at=at(LATER, 18))
    after = {deadline.key: deadline.on for deadline in desk.deadlines(LATER)}
    assert before.keys() == after.keys()
    assert len(after) == 1 + 3 + 1
    assert sum(before[key] != after[key] for key in after) == 1
