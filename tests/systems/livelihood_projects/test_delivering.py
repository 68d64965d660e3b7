"""From the hand-over to the archive: planned by the government, changed by the congress alone, graded by a session."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.congress.ballots.services.setting_up import PollDraft, poll_create
from apps.congress.supervision.services import extension_ask
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from apps.systems.livelihood_projects import delivery_papers, system
from apps.systems.livelihood_projects.filters import ProjectFilter
from apps.systems.livelihood_projects.models import (
    Project,
    ProjectChange,
    ProjectGrade,
    Rectification,
    Season,
    SeasonArchive,
)
from apps.systems.livelihood_projects.selectors.delivering import delivered_of
from apps.systems.livelihood_projects.selectors.measures import DELIVERY
from apps.systems.livelihood_projects.services import archiving, breaking_down, changing, judging, reporting, watching
from apps.systems.livelihood_projects.services.changing import ChangedPlan, DecisionDraft
from tests.systems.livelihood_projects import delivered as on_its_way
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.test_closing import issue, presidium  # noqa: F401

MARCH, NOVEMBER = date(2027, 3, 1), date(2027, 11, 30)
DECIDED = DecisionDraft("congress", MARCH, "点位重复,不再安装。", "青禾镇人大第3次会议决议")
WANTED = ChangedPlan("新民村", date(2027, 12, 1), 4623)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def running(town, cast) -> Season:
    return on_its_way.accepted(town, cast).season


def label(name: str, on: date = MARCH) -> str:
    return delivered_of(on_its_way.project(name), on).label


def test_the_hand_over_begins_a_plan_of_quarters_filled_in_from_the_list(town):
    breakdown = on_its_way.begun(town)
    assert (breakdown.executive, breakdown.due_on) == (town.office, date(2026, 4, 20))
    plan = breakdown.plans.get(project__name="修路")
    nodes = [(node.due_on.isoformat(), node.percent, int(node.investment)) for node in plan.nodes.all()]
    assert nodes == [
        ("2027-03-31", 25, 965000), ("2027-06-30", 50, 1930000), ("2027-09-30", 75, 2895000),
        ("2027-12-01", 100, 3860000),
    ]  # fmt: skip
    assert label("修路") == "待分解"


def test_the_government_plans_the_office_accepts_and_supervision_begins(town, cast):
    breakdown = on_its_way.begun(town)
    page = cast.client("handler").get(breakdown.get_absolute_url())
    assert "报送" in page.content.decode()
    season = on_its_way.accepted(town, cast, breakdown).season
    assignment = on_its_way.assignment_of("修路")
    assert (assignment.quantity_planned, assignment.profile, assignment.leader_name) == (4841, "livelihood", "刘副镇长")
    assert list(assignment.milestones.values_list("planned_quantity", flat=True)) == [2400, 4841]
    assert assignment.frozen_rules["livelihood.supervision_grace_days"]["value"] == 30
    assert label("修路") == "办理中"
    assert (
        "办理中" in cast.client("deputy").get(reverse("livelihood_delivery", args=[season.public_id])).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nodes": ()}, "请填写季度节点"),
        ({"due_on": date(2028, 1, 1)}, "不能晚于票决确定的2027年12月1日"),
        ({"leader": " "}, "请填写责任领导"),
        ({"quantity": 5000}, "累计数量应为计划数量5000"),
    ],
)
def test_a_plan_that_does_not_fit_is_not_submitted(town, cast, changes, sentence):
    breakdown = on_its_way.begun(town)
    plan = breakdown.plans.get(project__name="修路")
    on_its_way.change(plan, cast.actor("handler"), **changes)
    with pytest.raises(NotReady, match=sentence):
        breaking_down.breakdown_submit(breakdown=breakdown, by=cast.actor("handler"), at=NOON)


def test_two_who_change_one_plan_do_not_overwrite_each_other(town, cast):
    plan = on_its_way.begun(town).plans.get(project__name="修路")
    on_its_way.change(plan, cast.actor("handler"))
    with pytest.raises(Conflict, match="刚被他人修改过"):
        on_its_way.change(plan, town.staff)


def test_what_was_returned_may_be_changed_what_was_accepted_not(town, cast):
    breakdown = on_its_way.begun(town)
    breaking_down.breakdown_submit(breakdown=breakdown, by=cast.actor("handler"), at=NOON)
    plan = breakdown.plans.get(project__name="修路")
    with pytest.raises(WrongState, match="不能再改"):
        on_its_way.change(plan, cast.actor("handler"))
    breaking_down.breakdown_return(breakdown=breakdown, reason="补充数量", by=town.staff, at=NOON)
    on_its_way.accepted(town, cast, breakdown)
    with pytest.raises(WrongState, match="只接受一次"):
        breaking_down.breakdown_accept(breakdown=breakdown, by=town.staff, at=NOON)


def test_another_towns_office_and_other_units_see_no_breakdown(town, cast):
    breakdown = on_its_way.begun(town)
    assert cast.client("other_staff").get(breakdown.get_absolute_url()).status_code == 404
    accept = reverse("livelihood_season_breakdown_accept", args=[breakdown.season.public_id])
    assert cast.client("handler").post(accept).status_code in (403, 404)


def test_a_late_breakdown_stays_in_sight(town, cast):
    breakdown = on_its_way.begun(town)
    with time_machine.travel(on_its_way.at(date(2026, 5, 1)), tick=False):
        assert "已经逾期" in cast.client("staff").get(breakdown.get_absolute_url()).content.decode()
    due = [one.key for one in system.desk.deadlines(date(2026, 5, 1))]
    assert f"livelihood.breakdown:{breakdown.public_id}" in due


def test_4623_of_4841_is_red_from_the_day_it_is_said_and_cannot_be_accepted(town, cast, running):
    on_its_way.signed(cast, "修路", date(2027, 1, 4))
    assert label("修路", date(2027, 2, 5)) == "办理中"
    on_its_way.report(
        cast, "修路", date(2027, 2, 5), date(2027, 1, 1), quantity_done=100, quantity_expected=4623
    )  # fmt: skip
    one = delivered_of(on_its_way.project("修路"), date(2027, 2, 5))
    assert (one.light, one.label) == ("red", "逾期")
    with time_machine.travel(on_its_way.at(date(2027, 2, 5)), tick=False):
        page = cast.client("staff").get(reverse("supervision_assignment", args=[one.assignment.public_id]))
        assert "计划4841,预计完成4623,少218" in page.content.decode()
        assert "红灯" in cast.client("staff").get(one.project.get_absolute_url()).content.decode()
    with pytest.raises(NotReady, match="少218"):
        on_its_way.taken(town, cast, "修路", date(2027, 11, 30), 4623)


@pytest.mark.parametrize("part", ["handler", "staff"])
@pytest.mark.parametrize("act", ["adjust", "extend", "cancel"])
def test_neither_a_unit_nor_the_office_alone_changes_a_project(town, cast, running, part, act):
    on_its_way.signed(cast, "修路", date(2027, 1, 4))
    url = reverse(f"supervision_{act}", args=[on_its_way.assignment_of("修路").public_id])
    assert cast.client(part).post(url, {"reason": "不想做了"}).status_code == 403
    with pytest.raises(NotAllowed, match="须由人大决定"):
        extension_ask(
            assignment=on_its_way.assignment_of("修路"), new_due_on=date(2027, 12, 31), reason="来不及",
            by=cast.actor("handler"), at=on_its_way.at(MARCH),
        )  # fmt: skip
    assert on_its_way.assignment_of("修路").quantity_planned == 4841


def adjusted(town, decision=DECIDED, wanted=WANTED):
    project = on_its_way.project("修路")
    return changing.project_adjust(
        project=project, decision=decision, wanted=wanted, by=town.staff, at=on_its_way.at(MARCH)
    )


def test_the_congress_adjusts_and_both_values_stay(town, cast, running):
    change = adjusted(town)
    assert ["计划数量", "4841", "4623"] in change.changes
    assert on_its_way.assignment_of("修路").quantity_planned == 4623
    assert change.adjustment.decision.startswith("人民代表大会会议:青禾镇人大第3次会议决议")
    page = cast.client("deputy").get(change.project.get_absolute_url()).content.decode()
    assert "4841 → 4623" in page
    assert on_its_way.taken(town, cast, "修路", NOVEMBER, 4623).state == "closed"


def test_a_place_moves_without_touching_the_rest_and_the_list_keeps_what_was_voted(town, running):
    change = adjusted(town, wanted=ChangedPlan("东风村", date(2027, 12, 1), 4841))
    assert change.changes == [["实施地点", "新民村", "东风村"]]
    project = on_its_way.project("修路")
    assert (project.place, project.plan.place) == ("新民村", "东风村")


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (DecisionDraft("standing", MARCH, "理由", "主席团会议纪要"), "须由人民代表大会会议决定"),
        (DecisionDraft("congress", MARCH, "理由"), "请写明决议、决定的名称"),
        (DecisionDraft("congress", MARCH + timedelta(days=1), "理由", "决议"), "不能晚于今天"),
        (DecisionDraft("congress", MARCH, " ", "决议"), "请写明理由"),
    ],
)
def test_an_adjustment_without_a_lawful_decision_is_refused(town, running, decision, sentence):
    with pytest.raises(NotReady, match=sentence):
        adjusted(town, decision)
    assert not ProjectChange.objects.exists()


def test_a_vote_that_was_not_carried_is_no_decision(town, running):
    poll = poll_create(body=town.term.body, draft=PollDraft("调整表决", "办法"), by=town.staff, at=NOON)
    with pytest.raises(NotReady, match="没有通过或者还没有宣布结果"):
        adjusted(town, DecisionDraft("congress", MARCH, "理由", poll=poll))


def test_the_standing_organ_decides_where_the_place_lets_it(town, cast, running):
    Policy.objects.create(
        key="livelihood.adjusting_organ", area=cast.town, value="standing", source="本地办法",
        starts_on=date(2026, 1, 1), set_at=NOON,
    )  # fmt: skip
    adjusted(town, DecisionDraft("standing", MARCH, "理由", "主席团第5次会议决定"))
    assert on_its_way.assignment_of("修路").quantity_planned == 4623


def test_a_project_is_given_up_by_a_decision_and_its_units_hear_why(town, cast, running):
    changing.project_end(project=on_its_way.project("建校"), decision=DECIDED, by=town.staff, at=on_its_way.at(MARCH))
    assert label("建校") == "已终止"
    assert Notice.objects.filter(title__contains="已终止").exists()


def test_only_deputies_in_office_watch_and_only_they_record_visits(town, cast, running):
    project, (leader, member, other, *_) = on_its_way.project("修路"), town.members()
    with pytest.raises(DomainError, match="不是本届在任代表"):
        watching.watch_set(project=project, leader=cast.people["leader"], members=[], by=town.staff, at=NOON)
    watching.watch_set(project=project, leader=leader, members=[member], by=town.staff, at=NOON)
    url, form = reverse("livelihood_visit", args=[project.public_id]), {
        "visited_on": "2026-03-20", "people": "李代表", "findings": "已安装120个。",
    }  # fmt: skip
    with time_machine.travel(NOON, tick=False):
        clients = {}
        for person in (leader, other):
            clients[person] = Client()
            clients[person].force_login(person.user)
        assert clients[other].post(url, form).status_code == 403
        assert clients[leader].post(url, form).status_code == 302
        page = clients[other].get(project.get_absolute_url()).content.decode()
    assert "已安装120个。" in page
    assert leader.name in page


def test_the_mid_year_report_has_the_figures_of_its_day(town, cast, running):
    on_its_way.signed(cast, "修路", date(2027, 1, 4))
    on_its_way.report(cast, "修路", date(2027, 7, 2), date(2027, 6, 1), percent=50, quantity_done=2400,
                      quantity_expected=4623, paid=1930000)  # fmt: skip
    document = reporting.report_draft(
        season=running, kind=delivery_papers.MID_YEAR, by=town.staff, at=on_its_way.at(date(2027, 7, 5))
    )
    said = str(document.tree)
    assert "计划投资772万元，已支付193万元，占计划的25%" in said
    assert "计划4841，预计完成4623，少218" in said


@pytest.fixture
def all_taken(town, cast, running) -> Season:
    on_its_way.taken(town, cast, "修路", NOVEMBER, 4841)
    on_its_way.taken(town, cast, "建校", NOVEMBER)
    assert label("修路", NOVEMBER) == "已验收"
    return running


DAYS = [on_its_way.at(date(2027, 12, 10), 12), on_its_way.at(date(2028, 3, 1), 12)]


def test_a_session_grades_by_the_majority_of_all_members(town, cast, all_taken):
    poll = on_its_way.assess(town, all_taken, DAYS[0])
    with pytest.raises(Conflict, match="还没有宣布结果"):
        on_its_way.assess(town, all_taken, DAYS[0] + timedelta(days=1))
    on_its_way.graded(town, poll, {"修路": 6, "建校": 5}, DAYS[0])
    grades = {grade.project.name: (grade.grade, grade.passed, grade.base) for grade in ProjectGrade.objects.all()}
    assert grades == {"修路": ("满意", True, 10), "建校": ("不满意", False, 10)}
    assert ProjectGrade.objects.get(project__name="修路").sheets == [("满意", 6), ("基本满意", 0), ("不满意", 4)]
    assert (label("修路"), label("建校")) == ("已测评", "整改中")
    page = Client().get(reverse("livelihood_public_season", args=[all_taken.public_id])).content.decode()
    assert "代表测评:满意" in page


def test_a_candidate_of_the_same_name_that_was_withdrawn_is_not_graded(town, cast, all_taken):
    values = town.values("修路", season=all_taken, number=99, state="withdrawn")
    Project.objects.create(**values)
    poll = on_its_way.assess(town, all_taken, DAYS[0])
    on_its_way.graded(town, poll, {"修路": 9, "建校": 9}, DAYS[0])
    assert set(ProjectGrade.objects.values_list("project__name", "project__state")) == {
        ("修路", "voted_in"), ("建校", "voted_in"),
    }  # fmt: skip


@pytest.fixture
def dissatisfied(town, cast, all_taken) -> Season:
    poll = on_its_way.assess(town, all_taken, DAYS[0])
    on_its_way.graded(town, poll, {"修路": 9, "建校": 3}, DAYS[0])
    return all_taken


def rectified(town, cast, on=DAYS[0]) -> Rectification:
    document = judging.rectification_draft(
        project=on_its_way.project("建校"), requirement="补齐操场。", by=town.staff, at=on
    )
    issue(cast, document)
    found = Rectification.objects.with_all().get(document=document)
    return judging.rectification_report(rectification=found, report="已补齐。", by=cast.actor("handler"), at=on)


def test_what_a_session_is_dissatisfied_with_is_put_right_and_graded_again(town, cast, dissatisfied, presidium):  # noqa: F811
    with pytest.raises(WrongState, match="没有需要测评的项目"):
        on_its_way.assess(town, dissatisfied, DAYS[1])
    found = rectified(town, cast)
    assert found.due_on == date(2026, 6, 20)  # three months from the issue, which the test signs at NOON
    with pytest.raises(Conflict, match="不能重复报告"):
        judging.rectification_report(rectification=found, report="再报", by=cast.actor("handler"), at=DAYS[0])
    poll = on_its_way.assess(town, dissatisfied, DAYS[1] + timedelta(days=1))
    assert [option.title for option in poll.options.all()] == ["建校"]
    on_its_way.graded(town, poll, {"建校": 4}, DAYS[1])
    titles = [item.title for item in system.todo(town.staff, date(2028, 3, 2))]
    assert "两次测评不满意,建议提请专题询问:建校" in titles


def test_the_archive_waits_for_every_project_and_has_a_catalogue(town, cast, dissatisfied):
    with pytest.raises(NotReady, match="“建校”整改中"):
        archiving.archive_order(season=dissatisfied, by=town.staff, at=DAYS[1])
    assert not SeasonArchive.objects.exists()


@pytest.mark.parametrize("measure", DELIVERY[:3], ids=lambda one: one.slug)
def test_every_measure_equals_its_list(town, cast, running, measure):
    on_its_way.signed(cast, "修路", date(2027, 1, 4))
    on_its_way.report(cast, "修路", date(2027, 2, 5), date(2027, 1, 1), quantity_done=1, quantity_expected=4623)
    on = date(2027, 2, 6)
    with time_machine.travel(on_its_way.at(on), tick=False):
        counted = sum(measure.count(cast.town.path, on).values())
        page = cast.client("staff").get(measure.list_url(cast.town))
        show = measure.list_url(cast.town).rpartition("show=")[2]
        rows = ProjectFilter({"show": show}, queryset=Project.objects.all(), request=page.wsgi_request).qs
    assert page.status_code == 200
    assert counted == rows.count() == {"going": 2, "red": 1, "done": 0}[show]
