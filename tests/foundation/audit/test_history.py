"""Entries are read as Chinese sentences; a fact that is missing never breaks the page."""

import pytest
from django.template import Context, Template
from django.utils import timezone

from apps.foundation.audit import rules, services
from apps.foundation.audit.selectors import history_of
from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import System


@pytest.fixture(autouse=True)
def _declared():
    acts = {"test.poll.opened": "{actor}开启表决“{subject}”,应到{due}人"}
    registry.register(System(slug="audit-test", title="测试", acts=acts))
    yield
    registry.unregister("audit-test")


def sentences(thing):
    return [line.sentence for line in history_of(thing)]


def test_an_entry_reads_as_the_sentence_of_its_act(cast):
    services.record("test.poll.opened", on=cast.town, by=cast.actor("staff"), due=60)
    assert sentences(cast.town) == ["示例staff开启表决“青禾镇”,应到60人"]


def test_a_missing_fact_becomes_dots(cast):
    services.record("test.poll.opened", on=cast.town, by=cast.actor("staff"))
    assert sentences(cast.town) == ["示例staff开启表决“青禾镇”,应到……人"]


def test_an_act_without_a_sentence_is_still_told(cast):
    services.record("test.gone", on=cast.town, by=cast.actor("staff"))
    assert sentences(cast.town) == ["示例staff办理了青禾镇"]


@pytest.mark.parametrize(
    ("template", "told"),
    [("{n:,}", "None"), ("{n.x}", "……"), ("{n[0]}", "……"), ("{}", "……"), ("{list[9]}", "……"), ("{list[0]}", "1")],
)
def test_no_template_and_no_fact_breaks_the_page(template, told):
    assert rules.sentence(template, actor="甲", subject="乙", facts={"n": None, "list": [1]}) == told


def test_the_history_of_a_thing_is_its_own_newest_first(cast):
    services.record("test.gone", on=cast.other_town, by=cast.actor("staff"))
    services.record("test.gone", on=cast.town, by=cast.actor("staff"))
    services.record("test.poll.opened", on=cast.town, by=cast.actor("leader"), due=1)
    assert [line.act for line in history_of(cast.town)] == ["test.poll.opened", "test.gone"]


def test_the_tag_shows_sentence_role_and_reason_and_escapes_html(cast):
    services.record("test.poll.opened", on=cast.town, by=cast.actor("staff"), due="<b>9</b>", reason="<i>误操作</i>")
    page = Template("{% load history %}{% history thing %}").render(Context({"thing": cast.town}))
    assert "应到&lt;b&gt;9&lt;/b&gt;人" in page
    assert "理由:&lt;i&gt;误操作&lt;/i&gt;" in page
    assert "青禾镇 人大工作人员" in page


def page_of(cast, part, query=""):
    return cast.client(part).get(f"/history/{query}")


def test_the_register_shows_what_was_done_in_ones_area(cast):
    services.record("test.poll.opened", on=cast.town, by=cast.actor("staff"), due=60)
    assert "示例staff开启表决“青禾镇”,应到60人" in page_of(cast, "staff").content.decode()
    assert "示例staff" not in page_of(cast, "other_staff").content.decode()
    assert page_of(cast, "deputy").status_code == 403


def test_the_register_is_filtered_by_act_person_and_day(cast):
    services.record("test.poll.opened", on=cast.town, by=cast.actor("staff"), due=60)
    services.record("test.gone", on=cast.town, by=cast.actor("leader"))
    by_act = page_of(cast, "district_staff", "?act=test.poll.opened").content.decode()
    assert "应到60人" in by_act
    assert "示例leader" not in by_act
    assert "示例leader办理了青禾镇" in page_of(cast, "district_staff", "?person=示例leader").content.decode()
    assert "应到60人" not in page_of(cast, "district_staff", "?person=示例leader").content.decode()
    assert "应到60人" not in page_of(cast, "district_staff", "?since=2999-01-01").content.decode()


def test_an_entry_says_in_which_block_it_was_sealed(cast):
    services.record("test.gone", on=cast.town, by=cast.actor("staff"))
    assert "待封存" in page_of(cast, "staff").content.decode()
    services.seal_entries(at=timezone.now())
    assert "第1块" in page_of(cast, "staff").content.decode()


def test_what_belongs_to_no_area_is_shown_to_operators(cast):
    services.record("test.gone", on=cast.town, by=Actor.system())
    assert "系统办理了青禾镇" in page_of(cast, "operator").content.decode()
    assert "系统办理了青禾镇" not in page_of(cast, "district_staff").content.decode()


def test_the_register_stays_within_its_budget_of_queries(cast, django_assert_max_num_queries):
    for _ in range(30):
        services.record("test.gone", on=cast.town, by=cast.actor("staff"))
    services.seal_entries(at=timezone.now())
    client = cast.client("staff")
    with django_assert_max_num_queries(12):
        client.get("/history/")
