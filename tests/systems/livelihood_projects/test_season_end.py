"""Reports by their days, sittings that may grade, breakdowns begun by hand, the archive made behind the scenes."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_create
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import Term
from apps.systems.livelihood_projects import delivery_papers, selectors, system
from apps.systems.livelihood_projects.models import ArchiveOrder, Breakdown, SeasonArchive
from apps.systems.livelihood_projects.rules.delivering import report_due_on
from apps.systems.livelihood_projects.selectors.delivering import delivered_of
from apps.systems.livelihood_projects.selectors.measures import DELIVERY
from apps.systems.livelihood_projects.selectors.report_days import report_deadlines
from apps.systems.livelihood_projects.services import (
    archiving,
    breaking_down,
    changing,
    closing,
    handing_over,
    judging,
    reporting,
)
from apps.systems.livelihood_projects.services.changing import ChangedPlan, DecisionDraft
from tests.systems.livelihood_projects import delivered as on_its_way
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.test_closing import issue, presidium  # noqa: F401
from tests.systems.livelihood_projects.test_delivering import (  # noqa: F401
    DAYS,
    NOVEMBER,
    _files_apart,
    all_taken,
    running,
)


def due_days(on: date) -> list[tuple[str, date]]:
    return [(one.title, one.on) for one in report_deadlines(on)]


@pytest.mark.parametrize(
    ("later", "month", "day"), [(0, 9, date(2027, 9, 30)), (1, 3, date(2028, 3, 31)), (1, 2, date(2028, 2, 29))]
)
def test_a_report_is_due_on_the_last_day_of_its_month(later, month, day):
    assert report_due_on(2027, later, month) == day


def test_both_reports_stand_in_the_calendar_until_they_are_issued(town, cast, running, presidium):  # noqa: F811
    assert due_days(date(2027, 7, 1)) == [
        (f"提出{running}年中报告", date(2027, 9, 30)), (f"提出{running}完成情况报告", date(2028, 3, 31)),
    ]  # fmt: skip
    on = on_its_way.at(date(2027, 7, 5))
    document = reporting.report_draft(season=running, kind=delivery_papers.MID_YEAR, by=town.staff, at=on)
    assert len(due_days(date(2027, 7, 6))) == 2
    issue(cast, document)
    assert due_days(date(2027, 7, 6)) == [(f"提出{running}完成情况报告", date(2028, 3, 31))]


def test_the_rule_of_the_announcement_holds_for_the_season(town, running):  # noqa: F811
    running.frozen_rules["livelihood.mid_year_month"]["value"] = 7
    running.save(update_fields=["frozen_rules"])
    assert due_days(date(2027, 3, 1))[0][1] == date(2027, 7, 31)


def test_a_report_stands_on_the_desk_thirty_days_before_its_day(town, running):  # noqa: F811
    title = f"提出{running}年中报告"
    assert title not in [item.title for item in system.todo(town.staff, date(2027, 8, 30))]
    assert title in [item.title for item in system.todo(town.staff, date(2027, 8, 31))]


def test_an_unknown_report_is_not_found(town, cast, running):  # noqa: F811
    url = reverse("livelihood_season_report", args=[running.public_id, "weekly"])
    assert cast.client("staff").post(url).status_code == 404


def test_only_sittings_of_the_body_grade_those_of_its_next_term_too(town, street, cast, all_taken):  # noqa: F811
    own = town.meeting(DAYS[0]).sittings.get()
    other = street.meeting(DAYS[0]).sittings.get()
    later = _sitting_of_the_next_term(town, cast)
    offered = set(selectors.assessing_sittings(all_taken))
    assert {own, later} <= offered
    assert other not in offered
    assert later not in selectors.coming_sittings(all_taken)
    draft = judging.AssessmentDraft("满意度测评", "测评办法", "all")
    with pytest.raises(Conflict, match="人民代表大会的会议"):
        judging.season_assess(season=all_taken, draft=draft, sitting=other, by=town.staff, at=DAYS[0])
    with time_machine.travel(DAYS[0], tick=False):
        page = (
            cast.client("staff").get(reverse("livelihood_season_assess", args=[all_taken.public_id])).content.decode()
        )
    assert page.count("<option") == Sitting.objects.count() - 1


def _sitting_of_the_next_term(town, cast):
    number, begun = cast.term.number + 1, date(2028, 1, 5)
    term = Term.objects.create(body=cast.term.body, number=number, quota=60, elected=60, first_session_on=begun)
    plan = MeetingPlan(place="会议室", agenda=[AgendaLine("测评")], sittings=[SittingLine("plenary", DAYS[1])])
    return meeting_create(term=term, plan=plan, by=town.staff, at=DAYS[1]).sittings.get()


@pytest.fixture
def handed_over_before(town, cast, presidium, monkeypatch):  # noqa: F811
    """The letter was issued, and there is no breakdown, as before there were breakdowns."""
    season = town.announced()
    with monkeypatch.context() as patched:
        patched.setattr(handing_over, "breakdown_begin", lambda **_: None)
        issue(cast, closing.hand_over_draft(season=season, by=town.staff, at=NOON))
    return season


def test_the_office_starts_the_breakdown_of_a_season_that_has_none(cast, handed_over_before):
    season = handed_over_before
    url = reverse("livelihood_season_breakdown_start", args=[season.public_id])
    page = reverse("livelihood_delivery", args=[season.public_id])
    with time_machine.travel(NOON + timedelta(days=200), tick=False):
        client = cast.client("staff")
        assert url in client.get(page).content.decode()
        assert client.post(url).status_code == 302
        found = Breakdown.objects.get(season=season)
        assert (found.handed_over_on, found.due_on, found.plans.count()) == (date(2026, 3, 20), date(2026, 11, 6), 2)
        assert client.post(url).status_code == 409
        assert url not in client.get(page).content.decode()


def test_a_breakdown_is_not_started_before_the_letter_or_without_a_government(town, cast, presidium):  # noqa: F811
    with pytest.raises(WrongState, match="交办函签发以后"):
        breaking_down.breakdown_start(season=town.announced(), by=town.staff, at=NOON)


def test_without_a_government_the_office_is_told_what_to_register(town, handed_over_before):
    type(town.office).objects.filter(pk=town.office.pk).update(until=date(2026, 3, 1))
    with pytest.raises(DomainError, match="请先在“单位”中登记"):
        breaking_down.breakdown_start(season=handed_over_before, by=town.staff, at=NOON)


@pytest.fixture
def passed(town, cast, all_taken):  # noqa: F811
    """Every project was graded 满意."""
    poll = on_its_way.assess(town, all_taken, DAYS[0])
    on_its_way.graded(town, poll, {"修路": 9, "建校": 9}, DAYS[0])
    return all_taken


def test_the_archive_is_made_paper_by_paper_and_kept_once(town, passed):
    order = archiving.archive_order(season=passed, by=town.staff, at=DAYS[1])
    assert (order.total, order.done, order.finished_at) == (3, 0, None)
    assert archiving.archive_order(season=passed, by=town.staff, at=DAYS[1]) == order
    order = archiving.archive_make(order=order, at=DAYS[1])
    assert (order.done, order.refusal) == (3, "")
    archive = SeasonArchive.objects.get()
    names = ZipFile(archive.file.open()).namelist()
    assert "00归档目录.xlsx" in names
    assert sum("验收单" in name for name in names) == 2
    assert delivered_of(on_its_way.project("修路"), date(2028, 3, 1)).label == "已归档"
    assert archiving.archive_make(order=order, at=DAYS[1]).refusal == ""
    with pytest.raises(Conflict, match="已经归档"):
        archiving.archive_order(season=passed, by=town.staff, at=DAYS[1])


def test_a_worker_that_comes_second_leaves_the_archive_as_it_is(town, passed):
    order = archiving.archive_order(season=passed, by=town.staff, at=DAYS[1])
    archiving.archive_make(order=ArchiveOrder.objects.get(pk=order.pk), at=DAYS[1])
    again = archiving.archive_make(order=order, at=DAYS[1])
    assert again.refusal == "本年度已经归档。"
    assert SeasonArchive.objects.count() == 1


def test_what_went_wrong_is_shown_and_the_archive_may_be_ordered_again(town, cast, passed, monkeypatch):
    def broken(tree):
        raise OSError("no fonts")

    order = archiving.archive_order(season=passed, by=town.staff, at=DAYS[1])
    with monkeypatch.context() as patched:
        patched.setattr(archiving, "pdf_of", broken)
        archiving.archive_make(order=order, at=DAYS[1])
    page = cast.client("staff").get(reverse("livelihood_delivery", args=[passed.public_id])).content.decode()
    assert "上次归档没有完成:生成档案时出了问题" in page
    again = archiving.archive_order(season=passed, by=town.staff, at=DAYS[1])
    assert archiving.archive_make(order=again, at=DAYS[1]).refusal == ""


def test_the_page_follows_the_archive_and_then_loads_anew(town, cast, passed):
    page = reverse("livelihood_delivery", args=[passed.public_id])
    with time_machine.travel(DAYS[1], tick=False):
        client = cast.client("staff")
        client.post(reverse("livelihood_season_archive", args=[passed.public_id]))
        assert "已生成 0 件,共 3 件" in client.get(page).content.decode()
        live = reverse("livelihood_archive_live", args=[passed.public_id])
        assert "HX-Refresh" not in client.get(live)
        archiving.archive_make(order=ArchiveOrder.objects.get(), at=DAYS[1])
        assert client.get(live)["HX-Refresh"] == "true"
        assert "下载档案包" in client.get(page).content.decode()


def test_the_archive_waits_for_every_project(town, all_taken):  # noqa: F811
    with pytest.raises(NotReady, match="“修路”已验收,测评通过或者终止以后才能归档"):
        archiving.archive_order(season=all_taken, by=town.staff, at=DAYS[1])
    assert not ArchiveOrder.objects.exists()


def test_what_was_paid_equals_the_column_of_the_list_behind_it(town, cast, running):  # noqa: F811
    measure = next(one for one in DELIVERY if one.slug == "projects_paid")
    on_its_way.signed(cast, "修路", date(2027, 1, 4))
    on_its_way.report(cast, "修路", date(2027, 2, 5), date(2027, 1, 1), quantity_done=1, paid=1234567)
    on = date(2027, 2, 6)
    with time_machine.travel(on_its_way.at(on), tick=False):
        counted = sum(measure.count(cast.town.path, on).values())
        url = f"{measure.list_url(cast.town)}&export=xlsx"
        file = b"".join(cast.client("staff").get(url).streaming_content)
    assert counted == _column(file, measure.sums) == 1234567


def _column(file: bytes, heading: str) -> int:
    head, *rows = load_workbook(BytesIO(file)).active.values
    return sum(row[head.index(heading)] or 0 for row in rows)


def test_the_report_names_what_is_to_be_put_right_and_tells_a_change_in_short(town, cast, running):  # noqa: F811
    decision = DecisionDraft("congress", date(2027, 3, 1), "点位重复。", "青禾镇人大第3次会议决议")
    wanted = ChangedPlan("新民村", date(2027, 12, 1), 4623)
    on = on_its_way.at(date(2027, 3, 1))
    project = on_its_way.project("修路")
    changing.project_adjust(project=project, decision=decision, wanted=wanted, by=town.staff, at=on)
    on_its_way.taken(town, cast, "修路", NOVEMBER, 4623)
    on_its_way.taken(town, cast, "建校", NOVEMBER)
    on_its_way.graded(town, on_its_way.assess(town, running, DAYS[0]), {"修路": 9, "建校": 3}, DAYS[0])
    document = reporting.report_draft(season=running, kind=delivery_papers.COMPLETION, by=town.staff, at=DAYS[1])
    said = str(document.tree)
    assert "建校：满意度测评为“不满意”，正在整改。" in said
    assert "修路：计划数量由4841改为4623；节点相应调整（" in said
    assert "均按计划推进" not in said
