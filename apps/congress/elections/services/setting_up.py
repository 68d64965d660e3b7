"""Beginning an election, or the question of a resignation or removal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.congress.ballots.models import PollState
from apps.congress.elections.models import Consent, Election, Kind, Mover, Rank, Signature, State
from apps.congress.elections.rules.slates import issues_with_extra
from apps.congress.elections.rules.states import move
from apps.congress.elections.selectors.polls import every_poll
from apps.congress.elections.selectors.rules_here import rules_for
from apps.congress.elections.selectors.settings import settings_mark
from apps.congress.elections.services.records import election_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, Issue, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.people.models import Mandate, Person, Post, Term
from apps.foundation.policies.selectors import frozen


@dataclass(frozen=True, slots=True)
class ElectionDraft:
    """What the office decides about an election, within the measures (选举办法); `extra` candidates more than seats."""

    title: str
    post: str
    held_under: str
    nominate_by: datetime
    kind: str = Kind.ELECTION
    rank: str = Rank.HEAD
    deputies_only: bool = False
    seats: int = 1
    extra: int = 1


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A resignation, or a removal moved by the presidium or by deputies (then signed until `nominate_by`).

    `post_held` or `mandate` end when it is adopted; with neither the register is kept by hand.
    """

    kind: str
    title: str
    person: Person
    post: str
    held_under: str
    statement: str
    stated_on: date
    mover: str = ""
    nominate_by: datetime | None = None
    post_held: Post | None = None
    mandate: Mandate | None = None


@transaction.atomic
def election_create(
    *, term: Term, draft: ElectionDraft, by: Actor, at: datetime, follows: Election | None = None,
    key: UUID | None = None,
) -> Election:  # fmt: skip
    """Open nominations for a post under the rules that hold today; sent again under the same `key` it is the same one.

    Raises NotReady with all that is unlawful.
    """
    said = {"term": term, **asdict(draft)}
    planned = Election(**said)
    _freeze_rules(planned, at)
    require_ready(_issues(planned, at))
    election, is_new = made_once(Election, key, said=said, follows=follows, frozen_rules=planned.frozen_rules)
    if is_new:
        record("elections.election.created", election, by)
    return election


@transaction.atomic
def election_change(
    *, election: Election, draft: ElectionDraft, by: Actor, at: datetime, seen: str | None = None
) -> Election:
    """Change it while names are put down; the rules frozen at its beginning stay.

    `seen` is the mark of the settings that were read; raises Conflict where somebody saved since.
    """
    election = election_locked(election)
    move(election.state, "change")
    if election.is_question:
        raise DomainError("辞职、罢免事项登记后不能再改。登记有误的,请终止后重新登记。")
    if seen is not None and seen != settings_mark(election):
        raise Conflict(f"选举设置刚被他人修改过,{COMPARE}")
    for field, value in asdict(draft).items():
        setattr(election, field, value)
    require_ready(_issues(election, at))
    election.save()
    record("elections.election.changed", election, by)
    return election


@transaction.atomic
def question_create(
    *, term: Term, draft: QuestionDraft, signed_by: Sequence[int] = (), by: Actor, at: datetime,
    key: UUID | None = None,
) -> Election:  # fmt: skip
    """Enter a resignation, or a motion of removal (地方组织法 art. 31 and 32).

    Sent again under the same `key` it is the same one.

    `signed_by` are the people whose names already stand under a motion of deputies: it needs no further ones.
    """
    said = {"term": term, "seats": 1, "extra": 0} | {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    planned = Election(**said)
    _freeze_rules(planned, at)
    is_signed = planned.kind == Kind.REMOVAL and planned.mover == Mover.DEPUTIES and not signed_by
    planned.state = State.NOMINATING if is_signed else State.DELIBERATING
    require_ready(_question_issues(planned, is_signed, at))
    election, is_new = made_once(Election, key, said=said, frozen_rules=planned.frozen_rules, state=planned.state)
    if not is_new:
        return election
    Signature.objects.bulk_create(
        Signature(election=election, person_id=person, consent=Consent.SIGNED, answered_at=at) for person in signed_by
    )
    record("elections.question.entered", election, by, question=election.question)
    return election


@transaction.atomic
def election_call_off(*, election: Election, reason: str, by: Actor, at: datetime) -> Election:
    """End it without (another) vote, with a reason. Whoever a first vote elected stays elected."""
    election = election_locked(election)
    state = move(election.state, "call_off", _under_way(election))
    if not reason.strip():
        raise DomainError("请写明终止理由。")
    election.call_off_reason = reason.strip()
    if election.elected.exists():
        state, election.decided_at, election.passed = move(election.state, "decide"), at, False
    election.state = state
    election.save(update_fields=["state", "call_off_reason", "decided_at", "passed"])
    record("elections.election.called_off", election, by, reason=election.call_off_reason)
    return election


def _under_way(election: Election) -> list[Issue]:
    """A vote that was begun is ended in its own way first; a voided one leads back to before the vote."""
    running = [poll for poll in every_poll(election) if poll.state not in (PollState.ANNOUNCED, PollState.VOIDED)]
    return [Issue("under_way", f"“{poll.title}”还没有宣布结果,请先作废这次表决,再终止。") for poll in running]


@transaction.atomic
def defence_record(*, election: Election, text: str, by: Actor, at: datetime) -> Election:
    """Enter what the person says in defence (地方组织法 art. 31: orally or in writing, printed for the session)."""
    election = election_locked(election)
    move(election.state, "defend")
    if election.kind != Kind.REMOVAL:
        raise DomainError("只有罢免案登记申辩意见。")
    if not text.strip():
        raise DomainError("请填写申辩意见;本人不申辩的,请写“本人不申辩”。")
    election.defence = text.strip()
    election.save(update_fields=["defence"])
    record("elections.defence.recorded", election, by)
    return election


def _freeze_rules(election: Election, at: datetime) -> None:
    election.frozen_rules = frozen(rules_for(election.body, local_day(at)))


def _issues(election: Election, at: datetime) -> list[Issue]:
    issues = issues_with_extra(election.extra, election.lawful)
    if election.term.body.is_street_body:
        issues.append(Issue("no_congress", "街道不是一级政权,不选举、不罢免国家机关工作人员。"))
    if election.rank == Rank.HEAD and election.seats != 1:
        issues.append(Issue("one_head", "正职的应选名额是1名。"))
    if election.nominate_by is None or election.nominate_by <= at:
        issues.append(Issue("deadline_past", "提名截止时间应晚于现在,请改为以后的时间。"))
    return issues


def _question_issues(election: Election, is_signed: bool, at: datetime) -> list[Issue]:
    issues = []
    if not election.statement.strip():
        what = "辞职请求" if election.kind == Kind.RESIGNATION else "罢免理由"
        issues.append(Issue("no_statement", f"请填写{what}。"))
    if election.stated_on and election.stated_on > local_day(at):
        issues.append(Issue("stated_in_future", "提出日期在今天以后,请核对。"))
    if election.kind == Kind.REMOVAL and not election.mover:
        issues.append(Issue("no_mover", "请选择罢免案由主席团还是代表联名提出。"))
    if is_signed and (election.nominate_by is None or election.nominate_by <= at):
        issues.append(Issue("deadline_past", "代表联名的截止时间应晚于现在,请填写以后的时间。"))
    if election.term.body.is_street_body:
        issues.append(Issue("no_congress", "街道不是一级政权,不选举、不罢免国家机关工作人员。"))
    return issues
