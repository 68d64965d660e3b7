"""An office enters itself: read from lines, written in one act, once, never beside demo data."""

import threading
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from apps.foundation.accounts.models import User
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import RoleAssignment, Term
from apps.foundation.people.rules.office import OfficePlan, PlacePlan, TermPlan, read_places
from apps.foundation.people.selectors import acting_roles
from apps.foundation.people.services.office import (
    OperatorPlan,
    office_set_up,
    setup_code_issue,
    setup_code_matches,
)

AT = datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TERM = TermPlan(20, date(2022, 1, 10), 60)
FIRST = TermPlan(1, date(2024, 2, 1), 42)
PLAN = OfficePlan(
    "清江区", "500199", TermPlan(19, date(2022, 1, 20), 200),
    (PlacePlan("青禾镇", "town", TERM), PlacePlan("滨江街道", "street", FIRST)),
)  # fmt: skip
OPERATOR = OperatorPlan("王小明", "admin", "staple battery 8")
PAGE = "/people/first-run/"
TYPED = {
    "district": "清江区", "code": "500199",
    "congress_number": "19", "congress_since": "2022-01-20", "congress_quota": "200",
    "town_number": "20", "town_since": "2022-01-10", "town_quota": "60",
    "street_number": "1", "street_since": "2024-02-01", "street_quota": "42",
    "places": "青禾镇\n白沙镇 18 2021-12-01 52\n滨江街道",
    "operator_name": "王小明", "username": "admin", "password": "staple battery 8",
}  # fmt: skip


@pytest.fixture
def code(settings, tmp_path) -> str:
    settings.DATA_DIR = tmp_path
    return setup_code_issue()


@pytest.fixture
def password_file(tmp_path) -> str:
    (tmp_path / "password").write_text("staple battery 8\n", encoding="utf-8")
    return f"--password-file={tmp_path / 'password'}"


def set_up() -> Area:
    return office_set_up(plan=PLAN, operator=OPERATOR, by=Actor.system(), at=AT)


def sentences(text: str, **defaults: TermPlan | None) -> list[str]:
    return [issue.sentence for issue in read_places(text, {"town": TERM, "street": FIRST, **defaults})[1]]


@pytest.mark.parametrize(
    "line", ["青禾镇", "  青禾镇  ", "青禾镇,20,2022-01-10,60", "青禾镇 第20届 2022年1月10日 60名"]
)
def test_it_reads_a_town(line):
    assert read_places(line, {"town": TERM}) == ([PlacePlan("青禾镇", "town", TERM)], [])


def test_a_line_of_its_own_wins_over_the_common_term():
    places, _ = read_places("青禾镇 18 2021-12-01 52", {"town": TERM})
    assert places[0].term == TermPlan(18, date(2021, 12, 1), 52)


def test_empty_lines_do_not_matter():
    assert len(read_places("\n青禾镇\n\n滨江街道\n", {"town": TERM, "street": FIRST})[0]) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("新民村", "第1行“新民村”:名称应以“镇”“乡”或“街道”结尾。"),
        ("青禾镇\n青禾镇", "第2行“青禾镇”:与前面重复。"),
        ("街道", "第1行“街道”:名称应以“镇”“乡”或“街道”结尾。"),
        ("青禾镇 20 2022-01-10 60 5", "第1行“青禾镇 20 2022-01-10 60 5”:每行只写名称、届次、首次会议日期、名额四项。"),
    ],
)
def test_it_names_the_line_that_is_wrong(text, sentence):
    assert sentences(text) == [sentence]


@pytest.mark.parametrize(
    "line", ["青禾镇 二十", "青禾镇 20 2022-02-30 60", "青禾镇 20 昨天", "青禾镇 20 2022-01-10 多"]
)
def test_it_refuses_what_is_no_number_and_no_day(line):
    assert sentences(line)[0].endswith("或填好上面“镇人民代表大会”一栏。")


def test_it_asks_for_the_term_where_neither_line_nor_form_names_it():
    assert sentences("滨江街道", street=None)[0].endswith("或填好上面“街道议事代表会议”一栏。")


def test_it_enters_the_whole_office(db):
    district = set_up()
    assert list(Area.objects.values_list("name", "kind")) == [
        ("清江区", "district"), ("青禾镇", "town"), ("滨江街道", "street"),
    ]  # fmt: skip
    assert set(Unit.objects.filter(area__name="滨江街道").values_list("kind", flat=True)) == {
        "party_work_committee", "street_working_committee", "deliberation_meeting", "street_office",
    }  # fmt: skip
    assert set(Term.objects.values_list("body__name", "number", "quota")) == {
        ("清江区人民代表大会", 19, 200), ("青禾镇人民代表大会", 20, 60), ("滨江街道议事代表会议", 1, 42),
    }  # fmt: skip
    assert Unit.objects.get(kind="presidium").parent.name == "青禾镇人民代表大会"
    assert RoleAssignment.objects.get(role="operator").area == district


def test_a_street_gets_no_congress_and_no_presidium(db):
    set_up()
    assert not Unit.objects.filter(area__name="滨江街道", kind__in=("town_congress", "presidium")).exists()


def test_the_operator_can_act_at_once(db):
    set_up()
    user = User.objects.get(username="admin")
    assert user.check_password("staple battery 8")
    assert [role.title for role in acting_roles(user, date(2026, 3, 20))] == ["清江区 系统管理员"]


def test_it_refuses_a_second_office(db):
    set_up()
    with pytest.raises(WrongState, match="不能重复建立"):
        set_up()
    assert Area.objects.filter(depth=1).count() == 1


def test_it_refuses_to_mix_with_demo_data(db):
    Area.objects.add_root({"name": "示例区", "kind": "district", "starts_on": date(2022, 1, 1), "is_demo": True})
    with pytest.raises(WrongState, match="演示数据"):
        set_up()


def test_demo_data_refuses_to_mix_with_an_office(db):
    set_up()
    with pytest.raises(CommandError, match="演示数据只能载入空库"):
        call_command("demo_load")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_enters_the_office():
    outcomes, start = [], threading.Barrier(2)

    def run() -> None:
        start.wait()
        try:
            outcomes.append(set_up().name)
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "清江区"]
    assert RoleAssignment.objects.filter(role="operator").count() == 1


def test_an_empty_portal_leads_to_the_first_page(db):
    assert Client().get("/accounts/login/").url == PAGE


def test_a_portal_with_accounts_leads_to_sign_in(cast):
    assert Client().get("/accounts/login/").status_code == 200
    assert Client().get(PAGE).url == "/accounts/login/"


def test_the_page_shows_what_it_will_enter_before_it_enters_it(db, code):
    answer = Client().post(PAGE, TYPED | {"setup_code": code, "preview": "1"}).content.decode()
    assert "核对无误,建立" in answer
    assert "2021-12-01" in answer
    assert not Area.objects.exists()


def test_confirming_enters_it_and_signs_in(db, code):
    client = Client()
    response = client.post(PAGE, TYPED | {"setup_code": code, "confirm": "1"})
    assert response.url == "/"
    assert client.get("/").context["request"].actor.role == "operator"
    assert not setup_code_matches(code)


@pytest.mark.parametrize("wrong", ["", "AAAA-AAAA-AAAA"])
def test_without_the_code_nothing_is_entered(db, code, wrong):
    Client().post(PAGE, TYPED | {"setup_code": wrong, "confirm": "1"})
    assert not Area.objects.exists()


def test_guessing_the_code_is_stopped(db, code):
    for _ in range(10):
        Client().post(PAGE, TYPED | {"setup_code": "AAAA-AAAA-AAAA", "confirm": "1"})
    answer = Client().post(PAGE, TYPED | {"setup_code": code, "confirm": "1"}).content.decode()
    assert "请 10 分钟后再试" in answer
    assert not Area.objects.exists()


def test_a_newer_code_replaces_the_older(code):
    newer = setup_code_issue()
    assert not setup_code_matches(code)
    assert setup_code_matches(newer.lower().replace("-", ""))


def test_what_was_typed_stays_after_a_mistake(db, code):
    answer = Client().post(PAGE, TYPED | {"setup_code": code, "places": "青禾镇\n新民村"}).content.decode()
    assert "第2行“新民村”" in answer
    assert 'value="清江区"' in answer
    assert 'value="2022-01-20"' in answer
    assert "青禾镇\n新民村</textarea>" in answer


def test_a_weak_password_of_the_operator_is_refused(db, code):
    answer = Client().post(PAGE, TYPED | {"setup_code": code, "password": "1234567890"}).content.decode()
    assert "大写字母、小写字母、数字、其他符号中至少要有三种" in answer


def flags(**changed: str) -> list[str]:
    values = {name: value for name, value in TYPED.items() if name not in {"password", "code"}} | changed
    return [f"--{name.replace('_', '-')}={value}" for name, value in values.items()]


def test_the_command_enters_the_same_from_flags(db, code, password_file):
    out = StringIO()
    call_command("office_setup", "--no-input", password_file, *flags(places="青禾镇;滨江街道"), stdout=out)
    assert out.getvalue().startswith("已建立清江区和2个镇街。")
    assert RoleAssignment.objects.get(role="operator").person.name == "王小明"


def test_the_command_asks_for_what_the_flags_leave_out(db, code, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("apps.foundation.people.management.commands.office_setup.getpass", lambda _: OPERATOR.password)
    typed = iter(
        ["清江区", "", "19", "2022-01-20", "200", "20", "2022-01-10", "60", "", "", "", "青禾镇", "", "王小明", ""]
    )
    monkeypatch.setattr("builtins.input", lambda *_: next(typed))
    call_command("office_setup", stdout=StringIO())
    assert list(Area.objects.values_list("name", flat=True)) == ["清江区", "青禾镇"]
    assert User.objects.get().username == "admin"


def test_the_command_lists_everything_that_is_missing(db, code):
    with pytest.raises(CommandError) as caught:
        call_command("office_setup", "--no-input", "--district=清江区", stdout=StringIO())
    assert "代表名额" in str(caught.value)
    assert "系统管理员密码" in str(caught.value)


def test_the_command_shows_a_code_only_while_nobody_operates(cast, code):
    with pytest.raises(CommandError, match="不再需要安装码"):
        call_command("office_setup", "--code", stdout=StringIO())


def test_a_lost_operator_is_replaced_on_the_console_alone(db, code, password_file):
    set_up()
    RoleAssignment.objects.update(until=date(2026, 3, 20))
    assert "--operator-only" in Client().get(PAGE).content.decode()
    named = ["--operator-name=李红", "--username=lihong", password_file]
    call_command("office_setup", "--operator-only", "--no-input", *named, stdout=StringIO())
    assert RoleAssignment.objects.filter(role="operator").count() == 2
