"""From nominees to candidates: nominations closed, a preliminary election where too many accepted, the slate fixed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import Poll, PollModel, PollState
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.elections.models import Election, ElectionPoll, Fate, Nomination, Stage, State
from apps.congress.elections.rules.signing import deadline_issue
from apps.congress.elections.rules.states import move
from apps.congress.elections.selectors import nominees, polls, rules_here
from apps.congress.elections.services.records import election_locked, record
from apps.congress.elections.services.telling import tell_ended_early
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, Issue, NotReady, WrongState, require_ready
from apps.foundation.people.rules.strokes import by_strokes


@transaction.atomic
def nominations_close(*, election: Election, by: Actor, at: datetime) -> Election:
    """End nominations at their deadline; a motion of removal goes to the session with enough names alone."""
    election = election_locked(election)
    issues = [] if deadline_issue(election.nominate_by, at) else [_still_open(election)]
    if election.is_question:
        needed, signed = rules_here.signers_needed(election, local_day(at)), nominees.motion_signed(election)
        if signed < needed:
            sentence = f"罢免案须由五分之一以上代表联名:至少{needed}人,现有{signed}人,还差{needed - signed}人。"
            issues.append(Issue("few_signers", sentence))
    election.state = move(election.state, "close_nominations", issues)
    election.save(update_fields=["state"])
    record("elections.nominations.closed", election, by)
    return election


@transaction.atomic
def nominations_end_early(*, election: Election, reason: str, by: Actor, at: datetime) -> Election:
    """End nominations before their deadline with a reason; every deputy is told that no more names are taken."""
    election = election_locked(election)
    state = move(election.state, "end_early")
    if election.is_question:
        raise WrongState("征集联名不能提前截止。")
    if deadline_issue(election.nominate_by, at):
        raise WrongState("提名截止时间已到,请点“截止提名”。")
    if not reason.strip():
        raise DomainError("请写明提前截止的理由。")
    election.state, election.nominate_by = state, at
    election.save(update_fields=["state", "nominate_by"])
    record("elections.nominations.ended_early", election, by, reason=reason.strip())
    tell_ended_early(election, rules_here.deputies_of(election.term, local_day(at)), reason.strip(), by=by, at=at)
    return election


@transaction.atomic
def nominations_reopen(*, election: Election, nominate_by: datetime, by: Actor, at: datetime) -> Election:
    """Take more nominations until a new deadline."""
    election = election_locked(election)
    state = move(election.state, "reopen")
    if election.is_question:
        raise WrongState("辞职、罢免事项不提名候选人。")
    if nominate_by <= at:
        raise DomainError("新的提名截止时间应晚于现在。")
    election.state, election.nominate_by = state, nominate_by
    election.save(update_fields=["state", "nominate_by"])
    record("elections.nominations.reopened", election, by)
    return election


@transaction.atomic
def preliminary_prepare(
    *, election: Election, method: str, sitting: Sitting | None = None, by: Actor, at: datetime
) -> Poll:
    """A preliminary poll among all who accepted, or the next one among exactly those level at the cut (art. 27)."""
    election = election_locked(election)
    election.state = move(election.state, "hold_preliminary")
    names, places = _preliminary_slate(election, at)
    following = polls.latest_poll(election, Stage.PRELIMINARY)
    if following is not None and following.state != PollState.ANNOUNCED:
        raise Conflict(f"“{following.title}”还没有宣布结果,请先完成。")
    number = len(polls.polls_of(election, Stage.PRELIMINARY)) + 1
    title = f"{election.title}预选" + (f"(第{number}次,得票相等再次投票)" if number > 1 else "")
    draft = PollDraft(
        title=title[:120], held_under=election.held_under, model=PollModel.CHOOSE_UP_TO, method=method, seats=places,
        instructions=f"按得票多少确定正式候选人{election.candidates_wanted}名。",
    )  # fmt: skip
    poll = poll_put(election, draft, names, Stage.PRELIMINARY, sitting, by=by, at=at)
    election.save(update_fields=["state"])
    record("elections.preliminary.prepared", election, by, nominees=len(names), places=places)
    return poll


def _preliminary_slate(election: Election, at: datetime) -> tuple[list[str], int]:
    """Who stands in the next preliminary poll, and for how many places."""
    if election.state == State.PRELIMINARY and polls.polls_of(election, Stage.PRELIMINARY):
        chosen, tied = polls.preliminary_standing(election)
        if not tied:
            raise WrongState("预选没有得票相等须再次投票的情形。")
        return by_strokes(tied), election.candidates_wanted - len(chosen)
    found = nominees.nominees_of(election, local_day(at))
    issues = [issue for issue in nominees.issues_with_nominees(election, found) if issue.code != "preliminary"]
    require_ready(issues)
    if not nominees.needs_preliminary(election, found):
        raise WrongState("接受提名的人数没有超过候选人数,无须预选,请直接确定候选人。")
    return by_strokes(one.nomination.name for one in nominees.accepted(found)), election.candidates_wanted


@transaction.atomic
def candidates_fix(*, election: Election, by: Actor, at: datetime) -> Election:
    """Fix the candidates: all who accepted, or the highest of the preliminary election."""
    election = election_locked(election)
    found = nominees.nominees_of(election, local_day(at))
    if election.state == State.PRELIMINARY:
        names, issues = _of_preliminary(election)
    else:
        names = [one.nomination.name for one in nominees.accepted(found)]
        issues = nominees.issues_with_nominees(election, found)
    if election.is_question:
        raise WrongState("辞职、罢免事项没有候选人,请直接提交表决。")
    election.state = move(election.state, "fix", issues)
    election.save(update_fields=["state"])
    fates_write(election, names)
    record("elections.candidates.fixed", election, by, names="、".join(by_strokes(names)))
    return election


def _of_preliminary(election: Election) -> tuple[list[str], list[Issue]]:
    chosen, tied = polls.preliminary_standing(election)
    if tied:
        sentence = f"{'、'.join(by_strokes(tied))}得票相等,须就得票相等的再次投票。"
        return chosen, [Issue("tied", sentence)]
    if len(chosen) < election.candidates_wanted:
        return chosen, [Issue("preliminary_open", "预选还没有宣布结果,请先完成预选。")]
    return chosen, []


def fates_write(election: Election, names: Iterable[str]) -> None:
    """Who becomes a candidate and who does not; those taken back or declined are neither."""
    standing = election.nominations.standing()
    standing.update(fate=Fate.NOT_CANDIDATE)
    standing.filter(name__in=list(names)).update(fate=Fate.CANDIDATE)


def poll_put(
    election: Election, draft: PollDraft, names: Iterable[str], stage: str, sitting: Sitting | None, *, by: Actor,
    at: datetime,
) -> Poll:  # fmt: skip
    """A poll of the election with these names in this order, on a sitting where one is given."""
    issues = _method_issues(election, draft.method)
    if issues:
        raise NotReady(issues)
    poll = poll_create(body=election.body, draft=draft, by=by, at=at, of_election=True)
    details = {one.name: one.particulars for one in Nomination.objects.filter(election=election, withdrawn_at=None)}
    options = [OptionDraft(name, details.get(name, "")) for name in names]
    options_set(poll=poll, options=options, by=by, at=at)
    if sitting is not None:
        sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    ElectionPoll.objects.create(election=election, poll=poll, stage=stage)
    return poll


def _method_issues(election: Election, method: str) -> list[Issue]:
    """选举 and 罢免 are voted on secretly; a resignation as the session decides."""
    if not election.measures.secret_ballot or election.kind == "resignation" or method not in polls.NAMED:
        return []
    sentence = "选举、罢免采用无记名投票(地方组织法第二十八条),请选择无记名的投票方式。"
    return [Issue("not_secret", sentence)]


def _still_open(election: Election) -> Issue:
    return Issue("still_open", "提名截止时间还没有到。确需提前截止的,请点“提前截止提名”并写明理由。")
