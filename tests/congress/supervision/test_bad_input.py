"""What somebody types by mistake comes back with a sentence, with everything typed, and changes nothing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from time_machine import travel

from apps.congress.supervision.models import Completion, ProgressReport
from tests.congress.supervision.handed import claimed, fresh, handed_over, proof, report, running

MAY = datetime(2026, 5, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TYPED = "已完成基础施工,正在铺装。"


@pytest.fixture(autouse=True)
def _in_may():
    with travel(MAY, tick=False):
        yield


def post(client, name: str, subject, **values) -> str:
    answer = client.post(reverse(f"supervision_{name}", args=[subject.public_id]), values)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"percent": 20}, "进度20%低于上次报送的30%"),
        ({"percent": 100}, "进度报100%的,请附上能证明完成的照片或者文件"),
        ({"period": "2026-05-01"}, "选择一个有效的选项"),
        ({"period": "2026-04-15"}, "选择一个有效的选项"),
        ({"period": ""}, "这个字段是必填项"),
        ({"percent": 101}, "不能大于100"),
        ({"percent": -1}, "不能小于0"),
        ({"percent": "大半"}, "整数"),
        ({"paid": "999999999999999"}, "不超过"),
        ({"paid": "100.5"}, "已支付100.5元少于上次报送的1000.00元"),
        ({"quantity_done": 2}, "已完成数量2少于上次报送的3"),
        ({"quantity_done": ""}, "这个字段是必填项"),
        ({"quantity_done": 5, "quantity_expected": 4}, "预计完成数量4不能少于已完成数量5"),
    ],
)
def test_a_report_that_cannot_be_keeps_what_was_typed(cast, values, sentence):
    assignment = running(cast, quantity_planned=10, investment=50000)
    report(cast, assignment, date(2026, 4, 2), date(2026, 3, 1), quantity_done=3, paid=1000)
    given = {"period": "2026-04-01", "percent": 40, "quantity_done": 5, "narrative": TYPED, **values}
    page = post(cast.client("handler"), "report", assignment, **given)
    assert sentence in page
    assert TYPED in page
    assert ProgressReport.objects.count() == 1


def test_a_month_that_has_not_ended_is_not_offered_and_is_refused(cast):
    assignment = running(cast)
    report(cast, assignment, date(2026, 5, 2), date(2026, 4, 1))
    page = post(cast.client("handler"), "report", assignment, period="2026-05-01", percent=40, narrative=TYPED)
    assert "2026年5月还没有结束,请在2026年5月31日以后报送" in page
    assert ProgressReport.objects.count() == 1


def test_a_claim_without_evidence_keeps_its_statement(cast):
    assignment = running(cast)
    page = post(cast.client("handler"), "claim", assignment, statement=TYPED)
    assert "报完成须附上能证明完成的照片或者文件" in page
    assert TYPED in page
    assert not Completion.objects.exists()


def test_files_chosen_for_a_report_that_cannot_be_are_asked_for_again(cast):
    assignment, chosen = running(cast), proof()
    page = post(cast.client("handler"), "report", assignment, percent="大半", narrative=TYPED, files=chosen)
    assert "附件没有保留,请重新选择。" in page
    assert "没有保留" not in post(cast.client("handler"), "report", assignment, percent="大半", narrative=TYPED)


@pytest.mark.parametrize("day", ["2026-05-05", "1026-05-05", "9999-12-31"])
def test_a_day_that_cannot_be_is_refused_where_the_plan_is_adjusted(cast, day):
    assignment = running(cast)
    url = reverse("supervision_adjust", args=[assignment.public_id])
    values = {
        "due_on": day, "decision": "主席团第3次会议决定", "reason": TYPED, "nodes-TOTAL_FORMS": 0,
        "nodes-INITIAL_FORMS": 0,
    }  # fmt: skip
    page = cast.client("district_staff").post(url, values).content.decode()
    assert "已经过去" in page or "年份应在" in page
    assert TYPED in page
    assert fresh(assignment).due_on == date(2026, 6, 30)


def test_a_draft_whose_day_has_passed_meanwhile_is_not_handed_over(cast, assignment):
    with travel(datetime(2026, 7, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        url = reverse("supervision_hand_over", args=[assignment.public_id])
        answer = cast.client("district_staff").post(url)
    assert "完成期限2026年6月30日已经过去" in answer.content.decode()
    assert fresh(assignment).state == "draft"


def test_more_time_is_not_asked_for_a_day_that_is_past(cast):
    assignment = running(cast)
    page = post(cast.client("handler"), "extend", assignment, new_due_on="2026-05-01", reason=TYPED)
    assert "晚于" in page or "以后" in page
    assert TYPED in page


@pytest.mark.parametrize(
    ("part", "act"),
    [("handler", "close"), ("handler", "return"), ("staff", "close"), ("staff", "return"), ("staff", "cancel")],
)
def test_whoever_does_it_does_not_end_it(cast, part, act):
    assignment = claimed(cast, running(cast), date(2026, 5, 4))
    answer = cast.client(part).post(reverse(f"supervision_{act}", args=[assignment.public_id]), {"reason": "已完成"})
    assert answer.status_code == 403
    assert "承办单位不能" in answer.content.decode()
    assert fresh(assignment).state == "claimed"


def test_what_is_not_signed_for_is_not_reported_on(cast):
    assignment = handed_over(cast)
    values = {"period": "2026-04-01", "percent": 40, "narrative": TYPED}
    page = post(cast.client("handler"), "report", assignment, **values)
    assert "待签收" in page
    assert TYPED in page


def test_what_is_claimed_is_not_reported_on(cast):
    assignment = claimed(cast, running(cast), date(2026, 5, 4))
    values = {"period": "2026-04-01", "percent": 40, "narrative": TYPED, "files": proof()}
    assert "已报完成" in post(cast.client("handler"), "report", assignment, **values)
    assert ProgressReport.objects.count() == 0
