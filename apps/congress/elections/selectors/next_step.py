"""What is missing and what the office does next with an election: one sentence, one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from apps.congress.ballots.models import Poll, PollState
from apps.congress.elections.models import Election, Kind, Stage, State
from apps.congress.elections.rules.signing import deadline_issue, defence_issue
from apps.congress.elections.selectors import nominees, polls, rules_here
from apps.congress.elections.selectors.nominees import Nominee
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import Issue
from apps.office.documents.selectors import live_document

FIXED_FOR_GOOD = "确定后不能再提名、撤回;候选人按姓氏笔画排列。"
ANNOUNCEMENT = "election_announcement"
POLL_STEPS = {
    PollState.DRAFT: "投票已经准备好,请在会议的会次页面开始。",
    PollState.OPEN: "正在投票。",
    PollState.CLOSED: "投票已截止,请计票。",
    PollState.COUNTED: "已计票,请监票人签字。",
    PollState.SIGNED: "结果已确认,请宣布。",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """`url` is a page, or with `posts` what the button does; `issues` keep it from being done."""

    sentence: str
    action: str = ""
    url: str = ""
    posts: bool = False
    question: str = ""
    issues: tuple[Issue, ...] = ()


def next_step(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep | None:
    """None where nothing is left to do."""
    step = {
        State.NOMINATING: _nominating,
        State.DELIBERATING: _deliberating,
        State.PRELIMINARY: _preliminary,
        State.CANDIDATES_FIXED: _fixed,
        State.POLLED: _polled,
        State.DECIDED: _decided,
    }.get(State(election.state))
    return step(election, found, at) if step else None


def _page(name: str, election: Election) -> str:
    return reverse(f"elections_{name}", args=[election.public_id])


def _nominating(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep:
    until = chinese_datetime(election.nominate_by) if election.nominate_by else ""
    if not deadline_issue(election.nominate_by, at):
        if election.is_question:
            return NextStep(f"代表联名至{until}截止。")
        return NextStep(f"提名至{until}截止。主席团的提名由工作人员登记。", "登记提名", _page("nominate", election))
    if not election.is_question:
        return NextStep("提名截止时间已到,请截止提名,进入酝酿讨论。", "截止提名", _page("close", election), posts=True,
                        question="截止后不再接受提名和附议;人数不足时可以重新开放。")  # fmt: skip
    needed, signed = rules_here.signers_needed(election, local_day(at)), nominees.motion_signed(election)
    if signed < needed:
        sentence = f"联名至少须{needed}人,现有{signed}人:不足五分之一的,罢免案不能提出,请终止并写明理由。"
        issue = Issue("few_signers", sentence)
        return NextStep("联名截止时间已到。", issues=(issue,))
    return NextStep(f"{signed}名代表联名,已达到五分之一。", "提请审议", _page("close", election), posts=True,
                    question="提请审议后不再征集联名。")  # fmt: skip


def _deliberating(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep:
    if election.is_question:
        issues = defence_issue(election.defence) if election.kind == Kind.REMOVAL else []
        return NextStep("审议后提交会议表决。", "提交表决", _page("vote", election), issues=tuple(issues))
    issues = nominees.issues_with_nominees(election, found)
    if [issue.code for issue in issues] == ["preliminary"]:
        return NextStep(issues[0].sentence, "组织预选", _page("preliminary", election))
    if any(issue.code == "too_few" for issue in issues):
        return NextStep("候选人人数不足。", "重新开放提名", _page("reopen", election), issues=tuple(issues))
    if issues:
        return NextStep("请先登记被提名人的意见。", issues=tuple(issues))
    count = len(nominees.accepted(found))
    sentence = f"接受提名的{count}人符合差额规定,经代表酝酿讨论后确定为候选人。"
    return NextStep(sentence, "确定候选人", _page("fix", election), posts=True, question=FIXED_FOR_GOOD)


def _preliminary(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep:
    last = polls.latest_poll(election, Stage.PRELIMINARY)
    if last is not None and last.state != PollState.ANNOUNCED:
        return _of_poll(last)
    _, tied = polls.preliminary_standing(election)
    if tied:
        sentence = f"{'、'.join(tied)}得票相等,须就得票相等的再次预选。"
        return NextStep(sentence, "再次预选", _page("preliminary", election))
    sentence = "预选结果已宣布,按得票多少确定候选人。"
    return NextStep(sentence, "确定候选人", _page("fix", election), posts=True, question=FIXED_FOR_GOOD)


def _fixed(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep:
    count = election.nominations.candidates().count()
    return NextStep(f"候选人{count}名已确定,请提交会议投票。", "提交投票", _page("vote", election))


def _polled(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep:
    rounds = polls.polls_of(election, Stage.MAIN)
    if tied := polls.run_off_names(rounds):
        sentence = f"{'、'.join(tied)}得票相等,不能确定当选人,须就得票相等的候选人再次投票,以得票多的当选。"
        return NextStep(sentence, "准备再次投票", _page("run_off", election))
    return _of_poll(rounds[-1])


def _of_poll(poll: Poll) -> NextStep:
    url = reverse("ballots_poll", args=[poll.public_id])
    return NextStep(f"{poll.title}:{POLL_STEPS[PollState(poll.state)]}", "打开表决", url)


def _decided(election: Election, found: Sequence[Nominee], at: datetime) -> NextStep | None:
    open_seats = election.seats - election.elected.count()
    is_followed = election.followed_by.exclude(state=State.CLOSED).exists()
    if not election.is_question and open_seats and not is_followed:
        sentence = f"应选{election.seats}名,还缺{open_seats}名没有选出,可以另行选举。"
        return NextStep(sentence, "另行选举", _page("supplementary", election))
    has_news = election.passed if election.is_question else election.elected.exists()
    if has_news and not live_document(election, ANNOUNCEMENT):
        sentence, question = "结果已产生,请拟公告,经核稿、签发后公布。", "按结果拟出公告文稿,可以再修改。"
        return NextStep(sentence, "拟公告", _page("announcement", election), posts=True, question=question)
    return None
