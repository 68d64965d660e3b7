"""Entries are read as Chinese sentences; a fact that is missing never breaks the page."""

import pytest
from django.template import Context, Template

from apps.foundation.audit import rules, services
from apps.foundation.audit.selectors import history_of
from apps.foundation.core import registry
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
