"""Preparing a poll: what is asked, by which rules, who watches and counts. Only a draft can be changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.ballots.models import Duty, Option, Poll, PollModel, PollOfficer, PollState
from apps.congress.ballots.rules.grade_rules import CUMULATIVE
from apps.congress.ballots.rules.opening import issues_with_numbers
from apps.congress.ballots.rules.scrutiny import issues_with_candidates
from apps.congress.ballots.selectors import opening_facts, option_names, settings_mark
from apps.congress.ballots.selectors.quorums import quorum_key
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.congress.ballots.signals import poll_officers_set
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, Issue, WrongState, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.selectors import frozen, resolve_many

POLICY_FIELDS = ("base", "threshold", "tie_rule", "shortage_rule", "score_rule", "publish_counts")
RESOLVED_FIELDS = (*POLICY_FIELDS, "quorum", "grade_rule", "frozen_rules")
CHOSEN = "本次测评所选"
OTHER_KEYS = (
    "ballots.grades", "ballots.grade_rule", "ballots.officers_passed", "ballots.present_scrutineers",
    "ballots.least_on_paper",
)  # fmt: skip
# What local measures may settle for other votes, the law settles for elections, resignations and removals.
MAJORITY_OF_ALL = "地方组织法第二十五条、第二十九条:以全体代表的过半数当选、通过"
SETTLED_FIELDS = ("model", "method", "seats", "equal_slate")
SETTLED = "票面和投票方式已由选举程序或上一轮表决确定,不能在这里修改。确需更换的,请作废本次表决,在原页面重新准备。"
ELECTION_LAW = {
    "ballots.base": ("all", MAJORITY_OF_ALL),
    "ballots.threshold": ("more_than_half", MAJORITY_OF_ALL),
    "ballots.shortage_rule": ("adopt_above", "地方组织法第二十九条:不足应选名额的,不足的名额另行选举"),
    "ballots.officers_passed": (True, "选举法第四十三条:监票人由代表推选,候选人的近亲属不得担任"),
    "ballots.tie_rule": ("run_off", "地方组织法第二十九条:票数相等的再次投票,以得票多的当选"),
}


@dataclass(frozen=True, slots=True)
class PollDraft:
    """What staff decide about a poll; every counting rule comes from the policies of the place instead.

    `seats` None: nothing is limited (per item, whole list, assessment). `grades` best first; for an assessment
    an empty list stands for the grades of the place. `base` is asked for an assessment alone and never guessed: ""
    keeps it from opening. `closes_at` None: staff close by hand.
    """

    title: str
    held_under: str = ""
    model: str = PollModel.CHOOSE_UP_TO
    method: str = "named"
    seats: int | None = None
    equal_slate: bool = False
    instructions: str = ""
    grades: Sequence[str] = ()
    base: str = ""
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """One thing to vote for."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OfficerDraft:
    """A scrutineer or teller; `duty` is a Duty."""

    person_id: int
    duty: str


@transaction.atomic
def poll_create(
    *, body: Unit, draft: PollDraft, by: Actor, at: datetime, of_election: bool = False, key: UUID | None = None
) -> Poll:
    """Begin a draft with the counting rules that hold for `body` today; `of_election` those of the law instead.

    Sent again under the same `key` it is the same draft.
    """
    planned = Poll(body=body, of_election=of_election)
    _fill(planned, draft)
    rules_resolve(planned, at)
    said = {"body": body, **{field: getattr(planned, field) for field in draft.__dataclass_fields__}}
    rules = {field: getattr(planned, field) for field in RESOLVED_FIELDS if field not in said}
    poll, is_new = made_once(Poll, key, said=said, of_election=of_election, **rules)
    if is_new:
        record("ballots.poll.created", on=poll, by=by)
    return poll


@transaction.atomic
def poll_change(*, poll: Poll, draft: PollDraft, by: Actor, at: datetime, seen: str | None = None) -> Poll:
    """Change a draft.

    `seen` is the mark of the settings that were read; raises Conflict where somebody saved since.
    """
    poll = _draft_for_change(poll)
    if seen is not None and seen != settings_mark(poll):
        raise Conflict(f"表决设置刚被他人修改过,{COMPARE}")
    if poll.is_prepared and any(getattr(draft, field) != getattr(poll, field) for field in SETTLED_FIELDS):
        raise WrongState(SETTLED)
    _fill(poll, draft)
    rules_resolve(poll, at)
    poll.save()
    record("ballots.poll.changed", on=poll, by=by)
    return poll


@transaction.atomic
def options_set(*, poll: Poll, options: Sequence[OptionDraft], by: Actor, at: datetime) -> list[Option]:
    """Make these the options of a draft, in this order; an option that keeps its title keeps its identity."""
    poll = _draft_for_change(poll)
    options = [OptionDraft(option.title.strip(), option.detail.strip()) for option in options]
    titles = [option.title for option in options]
    require_ready(issues_with_options(titles))
    if poll.is_prepared and poll.options.exists() and titles != option_names(poll):
        raise WrongState(SETTLED)
    poll.options.exclude(title__in=[option.title for option in options]).delete()
    saved = [
        Option.objects.update_or_create(
            poll=poll, title=option.title, defaults={"number": number, "detail": option.detail}
        )[0]
        for number, option in enumerate(options, start=1)
    ]
    record("ballots.options.set", on=poll, by=by, number=len(saved))
    return saved


@transaction.atomic
def officers_set(*, poll: Poll, officers: Sequence[OfficerDraft], by: Actor, at: datetime) -> list[PollOfficer]:
    """Name the scrutineers and tellers; possible until the first count is typed in or signed.

    As long as voting lasts, and until the count, as many must be left as the opening asked for, none a candidate.
    """
    poll = poll_for_change(poll)
    if poll.state not in {PollState.DRAFT, PollState.OPEN, PollState.CLOSED} or poll.tallies.exists():
        raise WrongState("计票已经开始,不能再更换监票人、计票人。")
    require_ready(issues_with_officers(officers))
    saved = _officers_replace(poll, officers)
    if poll.state != PollState.DRAFT:
        facts = opening_facts(poll, at=at)
        require_ready([*issues_with_numbers(facts), *issues_with_candidates(facts.list)])
    poll_officers_set.send(sender=Poll, poll=poll)
    record("ballots.officers.set", on=poll, by=by, number=len(saved))
    return saved


def _officers_replace(poll: Poll, officers: Sequence[OfficerDraft]) -> list[PollOfficer]:
    """Whoever stays in their duty keeps what they declared and that they were passed."""
    wanted = {(officer.person_id, officer.duty) for officer in officers}
    kept = {(one.person_id, one.duty): one for one in poll.officers.all()}
    poll.officers.filter(pk__in=[one.pk for duty, one in kept.items() if duty not in wanted]).delete()
    missing = [officer for officer in officers if (officer.person_id, officer.duty) not in kept]
    created = PollOfficer.objects.bulk_create(
        [PollOfficer(poll=poll, person_id=officer.person_id, duty=officer.duty) for officer in missing]
    )
    return [*(one for duty, one in kept.items() if duty in wanted), *created]


def rules_resolve(poll: Poll, at: datetime) -> None:
    """Put the counting rules that hold for the body on the day of `at` into an unopened poll (not saved).

    A run-off or second round keeps the rules of the round before it.
    """
    if poll.run_off_of_id is not None:
        return
    quorum_rule = quorum_key(poll.body)
    keys = [*(f"ballots.{field}" for field in POLICY_FIELDS), quorum_rule, *OTHER_KEYS]
    rules = resolve_many(keys, area=poll.body.area, on=local_day(at), body_kind=poll.body.kind)
    if poll.by_election_law:
        for key, (value, source) in ELECTION_LAW.items():
            rules[key] = replace(rules[key], value=value, policy_id=None, source=source)
    grade_rule, poll.grade_rule = rules.pop("ballots.grade_rule"), ""
    if poll.model == PollModel.ASSESSMENT:
        rules["ballots.base"] = replace(rules["ballots.base"], value=poll.base, policy_id=None, source=CHOSEN)
        rules["ballots.grade_rule"] = grade_rule
        poll.grade_rule = "" if grade_rule.value == CUMULATIVE else grade_rule.value
    for field in POLICY_FIELDS:
        setattr(poll, field, rules[f"ballots.{field}"].value)
    poll.quorum = rules[quorum_rule].value
    if poll.model == PollModel.ASSESSMENT and not poll.grades:
        poll.grades = _each_once(rules["ballots.grades"].value.split("、"))
    poll.frozen_rules = frozen(rules)


def _draft_for_change(poll: Poll) -> Poll:
    poll = poll_for_change(poll)
    if poll.state != PollState.DRAFT:
        raise WrongState("表决已经开始,内容不能再改。设置有误的,请作废后重新表决。")
    return poll


def _fill(poll: Poll, draft: PollDraft) -> None:
    for field, value in asdict(draft).items():
        setattr(poll, field, value)
    poll.grades = _each_once(draft.grades)


def _each_once(grades: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(grade.strip() for grade in grades if grade.strip()))


def issues_with_options(titles: Sequence[str]) -> Iterator[Issue]:
    if "" in titles:
        yield Issue("blank_title", "表决事项的名称不能为空。")
    for title, times in Counter(titles).items():
        if times > 1:
            yield Issue("title_twice", f"表决事项“{title}”重复出现{times}次,请合并。")


def issues_with_officers(officers: Sequence[OfficerDraft]) -> Iterator[Issue]:
    duties = Counter(officer.duty for officer in officers)
    if duties[Duty.CHIEF_SCRUTINEER] > 1:
        yield Issue("two_chiefs", "总监票人只设1名。")
    if len({officer.person_id for officer in officers}) < len(officers):
        yield Issue("person_twice", "同一人不能既监票又计票,也不能重复列入。")
