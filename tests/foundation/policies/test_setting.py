"""Setting a rule's local value: never against the law, never backwards, always with its history."""

from datetime import date, datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from openpyxl import load_workbook

from apps.foundation.audit.models import Entry
from apps.foundation.audit.selectors import lines_of
from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.core.registry import PolicyKey, System
from apps.foundation.policies.models import Policy
from apps.foundation.policies.rules import issues_before_setting
from apps.foundation.policies.selectors import resolve
from apps.foundation.policies.services import Scope, policy_end, policy_set
from tests import factories as make

NOTICE = PolicyKey("test.notice_days", "通知提前天数", 10, "int", "legal_minimum", "测试条例", minimum=7, unit="天")
REPLY = PolicyKey("test.reply", "答复期限", 3, "int", "legal_minimum", "测试办法", maximum=3, unit="个月")
BASE = PolicyKey("test.base", "表决基数", "all", "choice", "fixed_by_law", "测试法", (("all", "全体"), ("x", "到会")))
RATIO = PolicyKey("test.ratio", "差额比例", 20, "int", "free", "系统默认", minimum=0, maximum=100, unit="%")
TIE = PolicyKey(
    "test.tie", "同票处理", "run_off", "choice", "free", "系统默认", (("run_off", "再投"), ("p", "主席团定"))
)
SHOWN = PolicyKey("test.shown", "公布票数", True, "bool", "free", "系统默认")
NAME = PolicyKey("test.name", "会议名称", "议事会", "text", "free", "系统默认")
NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, TOMORROW, YESTERDAY = date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 19)


@pytest.fixture(autouse=True)
def _declared(time_machine):
    time_machine.move_to(NOW, tick=False)
    keys = (NOTICE, REPLY, BASE, RATIO, TIE, SHOWN, NAME)
    registry.register(System(slug="policy-test", title="测试系统", policies=keys))
    yield
    registry.unregister("policy-test")


def put(cast, value, key="test.ratio", area="town", part="staff", starts_on=TODAY, reason=""):
    scope = Scope(area=getattr(cast, area) if area else None)
    return policy_set(
        key=key, scope=scope, value=value, source="本地办法", starts_on=starts_on,
        by=cast.actor(part), at=NOW, reason=reason,
    )  # fmt: skip


def value_on(day, cast, key="test.ratio"):
    return resolve(key, area=cast.town, on=day).value


@pytest.mark.parametrize(
    ("policy", "value", "code", "words"),
    [
        (BASE, "x", "fixed_by_law", "由法律规定(测试法)"),
        (BASE, "all", "fixed_by_law", "任何地方不得另行设定"),
        (NOTICE, 6, "too_small", "不得少于7天(测试条例),本地只可规定得更严"),
        (REPLY, 4, "too_large", "不得超过3个月(测试办法),本地只可规定得更严"),
        (RATIO, 101, "too_large", "不得超过100%。"),
        (RATIO, -1, "too_small", "不得少于0%"),
        (RATIO, True, "not_a_number", "须填整数"),
        (RATIO, "20", "not_a_number", "须填整数"),
        (RATIO, 20.5, "not_a_number", "须填整数"),
        (TIE, "coin", "not_a_choice", "只能选择:再投、主席团定"),
        (TIE, ["run_off"], "not_a_choice", "只能选择"),
        (SHOWN, "1", "not_a_bool", "只能选择“是”或“否”"),
        (NAME, "  ", "no_text", "须填写文字"),
        (NAME, "长" * 501, "no_text", "不超过500字"),
    ],
)
def test_the_rules_refuse_with_the_article(policy, value, code, words):
    (issue,) = issues_before_setting(policy, value)
    assert issue.code == code
    assert words in issue.sentence


@pytest.mark.parametrize(
    ("policy", "value"),
    [(NOTICE, 7), (NOTICE, 15), (REPLY, 1), (RATIO, 0), (RATIO, 100), (TIE, "p"), (SHOWN, False), (NAME, "民意会")],
)
def test_the_rules_allow_what_is_stricter_or_free(policy, value):
    assert issues_before_setting(policy, value) == []


def test_the_service_refuses_what_the_law_fixes(cast):
    with pytest.raises(DomainError) as refused:
        put(cast, "x", key="test.base")
    assert refused.value.issues[0].code == "fixed_by_law"
    assert not Policy.objects.exists()


def test_it_refuses_a_day_before_today(cast):
    with pytest.raises(DomainError, match="规则不溯及既往"):
        put(cast, 30, starts_on=YESTERDAY)
    with pytest.raises(DomainError, match="规则不溯及既往"):
        put(cast, 30, starts_on=YESTERDAY, reason="更正")
    with pytest.raises(DomainError, match="规则不溯及既往"):
        put(cast, 30, starts_on=YESTERDAY, part="operator")


def test_the_operator_corrects_the_past_with_a_reason(cast):
    put(cast, 30, starts_on=YESTERDAY, part="operator", reason="文件印错")
    assert value_on(YESTERDAY, cast) == 30
    assert Entry.objects.latest("pk").reason == "文件印错"


def test_a_new_value_ends_the_one_before(cast):
    first = put(cast, 30)
    put(cast, 40, starts_on=TOMORROW)
    first.refresh_from_db()
    assert first.until == TOMORROW
    assert (value_on(TODAY, cast), value_on(TOMORROW, cast)) == (30, 40)


def test_a_value_set_before_a_coming_one_lasts_until_it(cast):
    put(cast, 40, starts_on=TOMORROW)
    assert put(cast, 30).until == TOMORROW
    assert (value_on(TODAY, cast), value_on(TOMORROW, cast)) == (30, 40)


def test_a_slip_is_corrected_on_the_same_day_and_stays_in_the_history(cast):
    wrong = put(cast, 3)
    put(cast, 30)
    wrong.refresh_from_db()
    assert (wrong.starts_on, wrong.until) == (TODAY, TODAY)
    assert value_on(TODAY, cast) == 30
    put(cast, 31)
    assert value_on(TODAY, cast) == 31


def test_a_value_of_another_scope_is_left_alone(cast):
    upper = put(cast, 50, area="district", part="district_staff")
    put(cast, 30)
    upper.refresh_from_db()
    assert upper.until is None


def test_an_ended_value_gives_way_to_the_more_general_one(cast):
    put(cast, 50, area="district", part="district_staff")
    row = put(cast, 30)
    policy_end(policy=row, until=TOMORROW, by=cast.actor("staff"), at=NOW)
    assert (value_on(TODAY, cast), value_on(TOMORROW, cast)) == (30, 50)


def test_it_refuses_to_end_what_has_ended(cast):
    row = put(cast, 30)
    policy_end(policy=row, until=TODAY, by=cast.actor("staff"), at=NOW)
    with pytest.raises(WrongState, match="已于2026年3月20日失效"):
        policy_end(policy=row, until=TODAY, by=cast.actor("staff"), at=NOW)


def test_setting_leaves_one_entry_that_people_can_read(cast):
    put(cast, 30)
    (line,) = lines_of(Entry.objects.all())
    assert line.sentence == "示例staff设定青禾镇“差额比例”为30%,自2026年3月20日起施行"


@pytest.mark.django_db(transaction=True)
def test_two_setters_at_once_leave_one_value_in_force():
    area, barrier = make.make_area(), Barrier(2)

    def put_it(value):
        try:
            barrier.wait()
            by = Actor(name="甲", role="staff", area_path=area.path)
            policy_set(key="test.ratio", scope=Scope(area), value=value, source="x", starts_on=TODAY, by=by, at=NOW)
        finally:
            connections.close_all()

    threads = [Thread(target=put_it, args=(value,)) for value in (30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Policy.objects.count() == 2
    assert Policy.objects.on(TODAY).count() == 1


def form(cast, **changes):
    given = {"area": cast.town.public_id, "value": "30", "source": "本地办法", "starts_on": "2026-03-20"}
    return {**given, **changes}


def test_staff_set_a_value_on_the_page(cast):
    response = cast.client("staff").post("/policies/test.ratio/", form(cast))
    assert (response.status_code, response.url) == (302, "/policies/test.ratio/")
    row = Policy.objects.get()
    assert (row.value, row.area, row.set_by.name) == (30, cast.town, "示例staff")


def test_a_refused_value_stays_in_the_form_with_the_article(cast):
    page = cast.client("staff").post("/policies/test.notice_days/", form(cast, value="3")).content.decode()
    assert "不得少于7天(测试条例)" in page
    assert 'value="3"' in page
    assert not Policy.objects.exists()


def test_a_day_before_today_is_refused_beside_its_field(cast):
    page = cast.client("staff").post("/policies/test.ratio/", form(cast, starts_on="2026-03-01")).content.decode()
    assert "规则不溯及既往" in page
    assert not Policy.objects.exists()


@pytest.mark.parametrize(("part", "area"), [("staff", "other_town"), ("staff", "district"), ("other_staff", "town")])
def test_nobody_sets_a_value_outside_their_area(cast, part, area):
    cast.client(part).post("/policies/test.ratio/", form(cast, area=getattr(cast, area).public_id))
    assert not Policy.objects.exists()


def test_staff_cannot_set_a_value_for_the_whole_installation(cast):
    cast.client("staff").post("/policies/test.ratio/", form(cast, area=""))
    assert not Policy.objects.exists()
    cast.client("operator").post("/policies/test.ratio/", form(cast, area=""))
    assert Policy.objects.get().area is None


def test_a_leader_reads_and_does_not_set(cast):
    assert cast.client("leader").post("/policies/test.ratio/", form(cast)).status_code == 403
    assert "设定本地取值" in cast.client("leader").get("/policies/test.ratio/").content.decode()


def test_what_the_law_fixes_has_no_form(cast):
    page = cast.client("staff").get("/policies/test.base/").content.decode()
    assert "任何地方不得另行设定" in page
    assert 'name="value"' not in page


def test_staff_end_a_value_of_their_area_only(cast):
    upper = put(cast, 50, area="district", part="district_staff")
    own = put(cast, 30)
    client = cast.client("staff")
    assert client.post(f"/policies/rows/{upper.public_id}/end/").status_code == 403
    assert client.post(f"/policies/rows/{own.public_id}/end/", {"reason": "改用区里规定"}).status_code == 302
    own.refresh_from_db()
    assert own.until == TODAY
    assert cast.client("other_staff").post(f"/policies/rows/{own.public_id}/end/").status_code == 404


def test_the_list_says_value_origin_and_who_set_it_when(cast):
    put(cast, 30)
    page = cast.client("staff").get("/policies/?q=差额比例").content.decode()
    for words in ("30%", "青禾镇", "本地办法", "示例staff,2026年3月20日"):
        assert words in page
    assert "同票处理" not in page


def test_the_list_of_another_area_shows_its_value(cast):
    put(cast, 30)
    page = cast.client("district_staff").get(f"/policies/?area={cast.town.public_id}&q=差额比例").content.decode()
    assert "30%" in page
    assert "20%" in cast.client("district_staff").get("/policies/?q=差额比例").content.decode()
    assert cast.client("district_staff").get("/policies/?area=nonsense").status_code == 200


def test_an_unknown_rule_is_not_found(cast):
    assert cast.client("staff").get("/policies/test.none/").status_code == 404


def test_the_export_holds_every_rule(cast, tmp_path):
    put(cast, 30)
    file = tmp_path / "rules.xlsx"
    file.write_bytes(b"".join(cast.client("staff").get("/policies/?export=xlsx&q=test.").streaming_content))
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert len(rows) == 8
    assert next(row[:4] for row in rows if row[1] == "差额比例") == ("测试系统", "差额比例", "30%", "青禾镇")


def test_the_list_stays_within_its_budget_of_queries(cast, django_assert_max_num_queries):
    put(cast, 30)
    client = cast.client("staff")
    with django_assert_max_num_queries(12):
        client.get("/policies/")


def test_a_text_with_a_form_of_its_own_is_checked(cast):
    policy = registry.policy_keys()["ballots.grade_rule"]
    assert issues_before_setting(policy, "优:满意>=80%;差") == []
    assert [issue.code for issue in issues_before_setting(policy, "满意")] == ["wrong_grade_rule"]
