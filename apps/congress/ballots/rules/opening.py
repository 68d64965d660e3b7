"""What must be settled before a poll may open (domain brief §2.6, §3.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from apps.congress.ballots.rules.grade_rules import issues_with_grade_rule
from apps.congress.ballots.rules.measures import CountingRules, Model
from apps.congress.ballots.rules.quorum import quorum_is_met
from apps.congress.ballots.rules.scrutiny import ListFacts, issues_with_list
from apps.foundation.core.errors import Issue

LEAST_SCRUTINEERS = 2
LEAST_TELLERS = 2


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What is known of a draft poll; the roll and its numbers are None as long as nobody has handed them in."""

    rules: CountingRules
    on_paper: bool
    address_is_secure: bool
    held_under: str
    options: int
    equal_slate: bool
    grades: int
    chief_scrutineers: int
    scrutineers: int
    tellers: int
    closes_at: datetime | None
    at: datetime
    roll: int | None = None
    voters: int | None = None
    due: int | None = None
    present: int | None = None
    is_secret: bool = False
    has_base: bool = True
    grade_names: tuple[str, ...] = ()
    list: ListFacts = field(default_factory=ListFacts)


def issues_before_opening(facts: OpeningFacts) -> list[Issue]:
    """Everything that is missing; the page shows the same list that opening enforces."""
    parts = (_ballot_issues, _address_issues, _officer_issues, _time_issues, _roll_issues)
    return [issue for part in parts for issue in part(facts)]


def _ballot_issues(facts: OpeningFacts) -> Iterator[Issue]:
    rules = facts.rules
    if not facts.held_under.strip():
        yield Issue("no_measures", "尚未填写本次表决依据的办法。")
    if not facts.options:
        yield Issue("no_options", "尚未录入表决事项。")
    elif rules.model.needs_seats and rules.seats is None:
        yield Issue("no_seats", "尚未填写应选数。")
    elif rules.model.needs_seats and facts.options < (rules.seats or 0):
        yield Issue("too_few_options", f"表决事项{facts.options}项,少于应选数{rules.seats}项,请补充事项或改应选数。")
    elif rules.model.needs_seats and facts.options == rules.seats and not facts.equal_slate:
        yield Issue("equal_slate", "表决事项与应选数相等:请增加事项实行差额,或按办法勾选“允许等额”。")
    if rules.model is Model.ASSESSMENT and facts.grades < 2:
        yield Issue("no_grades", "尚未填写测评等次,至少两个,由好到差。")
    if rules.model is Model.ASSESSMENT:
        if not facts.has_base:
            yield Issue("no_base", "尚未选择计算基数:测评以全体、到会还是有效票为基数,须按办法选定。")
        yield from issues_with_grade_rule(rules.grade_rule, facts.grade_names)
    if rules.model is Model.PREFERENCE and rules.score_rule is None:
        yield Issue("no_score_rule", "排序投票须先选择计分规则。")


def _address_issues(facts: OpeningFacts) -> Iterator[Issue]:
    """Browsers keep cryptography from pages that came over plain http."""
    if facts.is_secret and not facts.address_is_secure:
        sentence = "无记名电子表决须通过 https 访问平台,目前的地址不是:请联系技术人员配置证书,或改用纸质票。"
        yield Issue("no_https", sentence)


def _officer_issues(facts: OpeningFacts) -> Iterator[Issue]:
    yield from issues_with_numbers(facts)
    if facts.on_paper or facts.is_secret:
        yield from issues_with_list(facts.list)


def issues_with_numbers(facts: OpeningFacts) -> Iterator[Issue]:
    """Whether enough people watch and count, at the opening and as long as the poll lasts."""
    if not facts.on_paper and not facts.is_secret:
        return
    if not facts.chief_scrutineers:
        yield Issue("no_chief_scrutineer", "尚未确定总监票人1名。")
    if facts.scrutineers < LEAST_SCRUTINEERS:
        yield Issue("few_scrutineers", f"监票人不少于{LEAST_SCRUTINEERS}名,现有{facts.scrutineers}名。")
    if facts.on_paper and facts.tellers < LEAST_TELLERS:
        yield Issue("few_tellers", f"计票人不少于{LEAST_TELLERS}名(两人各录入一次),现有{facts.tellers}名。")


def _time_issues(facts: OpeningFacts) -> Iterator[Issue]:
    if facts.closes_at is not None and facts.closes_at <= facts.at:
        yield Issue("closes_in_past", "设定的截止时间已过,请改为以后的时间,或留空由工作人员手动截止。")


def _roll_issues(facts: OpeningFacts) -> Iterator[Issue]:
    if facts.roll is None or facts.voters is None or facts.due is None or facts.present is None:
        return
    if not facts.roll:
        yield Issue("empty_roll", "表决人名册是空的:请先组织签到。")
    if facts.voters < facts.roll:
        yield Issue("person_twice", "表决人名册中有人重复,请核对签到名单。")
    if facts.present > facts.due:
        yield Issue("present_exceeds_due", f"实到{facts.present}人多于应到{facts.due}人,请核对。")
    elif facts.roll > facts.present:
        yield Issue("roll_exceeds_present", f"名册{facts.roll}人多于实到{facts.present}人,请核对签到名单。")
    if not quorum_is_met(facts.rules.quorum, due=facts.due, present=facts.present):
        label = facts.rules.quorum.label if facts.rules.quorum else ""
        yield Issue("below_quorum", f"应到{facts.due}人,实到{facts.present}人,未达到法定人数({label}),不能表决。")
