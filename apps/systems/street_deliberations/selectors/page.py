"""What the pages show: how far a term came, the one next step, and who it waits for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import members_due
from apps.office.approvals.selectors import current_request
from apps.systems.street_deliberations.models import (
    Candidate,
    CandidateState,
    ImplementationPlan,
    QuotaTable,
    Slate,
)
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors.candidates import awaited_opinions
from apps.systems.street_deliberations.selectors.seats import (
    LineStanding,
    Vacancy,
    line_standings,
    unassigned,
    vacancies,
)
from apps.systems.street_deliberations.selectors.standing import newest_plan, quota_table

STEPS = ("实施方案", "名额分配", "推荐和审查", "公示", "确定")


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one next act of the office; `posts`: by a button, else by a page. `issues` are in the way."""

    sentence: str
    action: str = ""
    url: str = ""
    posts: bool = False
    question: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many recommendations stand in a state, and the list of them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """Everything the page of a term shows."""

    keeps: bool
    steps: list[Step]
    step: NextStep | None
    plan: ImplementationPlan | None
    table: QuotaTable | None
    lines: list[LineStanding]
    serving: int
    suspended: int
    counts: list[StateCount]
    slates: list[Slate]
    vacancies: list[Vacancy]
    unassigned: int

    @property
    def free(self) -> int:
        return sum(line.free for line in self.lines)


def term_page(term: Term, actor: Actor, on: date) -> TermPage:
    keeps = may(actor, "street_deliberations.manage", term)
    plan = ImplementationPlan.objects.visible_to(actor).filter(term=term).exclude(state=states.ABANDONED).first()
    table, lines, due = quota_table(term), line_standings(term, on), members_due(term.body, term, on)
    listed = reverse("street_deliberations_candidates")
    found = Counter(Candidate.objects.visible_to(actor).filter(term=term).values_list("state", flat=True))
    labels = dict(CandidateState.choices)
    counts = [
        StateCount(labels[state], found[state], f"{listed}?term={term.public_id}&state={state}")
        for state in labels
        if found[state]
    ]
    slates = list(Slate.objects.visible_to(actor).filter(term=term).with_term())
    vacant, loose = vacancies(term, on), unassigned(term, on).count()
    page = TermPage(keeps, [], None, plan, table, lines, due.due, due.suspended, counts, slates, vacant, loose)
    step = next_step(term, page, found) if keeps and not term.ended_on else None
    return TermPage(
        keeps, _steps(page, found), step, plan, table, lines, due.due, due.suspended, counts, slates, vacant, loose
    )


def next_step(term: Term, page: TermPage, found: Counter[str]) -> NextStep | None:
    """What the office does next for the term; None where nothing is left."""
    return _founding(term, page.table) or _slate_step(page.slates) or _people_step(term, page, found)


def _founding(term: Term, table: QuotaTable | None) -> NextStep | None:
    plan = newest_plan(term)
    if plan is None:
        return NextStep(
            "先拟定实施方案,报党工委研究批准。批准以前,名额分配、推荐和确定都不能办理。", "拟定实施方案",
            _url("street_deliberations_plan_new", term), True, "将带入常用的各部分,可以修改。",
        )  # fmt: skip
    if plan.state == states.DRAFT and not plan.is_amendment:
        return NextStep("实施方案正在起草,完成后报党工委研究。", "打开实施方案", plan.get_absolute_url())
    if plan.state == states.PARTY and not plan.is_amendment:
        return NextStep("实施方案已报党工委研究,会后请登记结果。", "去登记结果", approval_url(plan, states.PLAN_STUDY))
    if table is None:
        return NextStep(
            "实施方案已批准,可以拟定名额分配表。", "拟定名额分配表", _url("street_deliberations_quota_new", term), True,
            "将为每个社区(村)带入一行,再补充单位和界别。",
        )  # fmt: skip
    if not table.is_settled:
        return NextStep("名额分配表正在拟定,合计等于本届名额后定案。", "打开名额分配表", table.get_absolute_url())
    return None


def _slate_step(slates: list[Slate]) -> NextStep | None:
    words = {
        states.DRAFT: "名单正在拟定,选好人选后报党工委审查。",
        states.PARTY: "名单已报党工委审查,会后请登记结果。",
        states.APPROVED: "党工委已同意名单,可以公示。",
        states.NOTICE: "名单正在公示。期满后处理意见、办结公示,再确定。",
        states.NOTICED: "公示期满,可以确定议事代表。",
    }
    waiting = [slate for slate in slates if slate.state in words]
    if not waiting:
        return None
    slate = waiting[-1]
    return NextStep(f"第{slate.number}批:{words[slate.state]}", "打开名单", slate.get_absolute_url())


def _people_step(term: Term, page: TermPage, found: Counter[str]) -> NextStep | None:
    listed = f"{reverse('street_deliberations_candidates')}?term={term.public_id}"
    if page.unassigned:
        sentence = f"有{page.unassigned}名在任议事代表还没有编入名额,编入后才能计算空缺。"
        return NextStep(sentence, "编入名额", _url("street_deliberations_assign", term))
    if found[states.FIRST_REVIEW]:
        sentence = f"{found[states.FIRST_REVIEW]}人等待工委初审。"
        return NextStep(sentence, "去初审", f"{listed}&state={states.FIRST_REVIEW}")
    if found[states.OBJECTION_HOLD]:
        sentence = f"{found[states.OBJECTION_HOLD]}人公示异议成立,请复核后登记结论。"
        return NextStep(sentence, "去复核", f"{listed}&state={states.OBJECTION_HOLD}")
    if found[states.JOINT_REVIEW] and awaited_opinions(term):
        sentence = f"{found[states.JOINT_REVIEW]}人在联审。登记各单位意见,齐备后列入名单。"
        return NextStep(sentence, "登记联审意见", _url("street_deliberations_opinions", term))
    if found[states.JOINT_REVIEW]:
        sentence = f"{found[states.JOINT_REVIEW]}人联审意见齐备,可以拟定名单,报党工委审查。"
        url, asks = _url("street_deliberations_slate_new", term), "新建一批名单,联审意见齐备的已经选好。"
        return NextStep(sentence, "拟定名单", url, True, asks)
    if page.free:
        return NextStep(
            f"还有名额{page.free}名,可以推荐。", "推荐登记", _url("street_deliberations_candidate_new", term)
        )
    return None


def _steps(page: TermPage, found: Counter[str]) -> list[Step]:
    """实施方案 → 名额分配 → 推荐和审查 → 公示 → 确定."""
    at = 0
    if page.plan and (page.plan.state == states.APPROVED or page.plan.is_amendment):
        at = 2 if page.table and page.table.is_settled else 1
    if at == 2 and any(slate.state == states.NOTICE for slate in page.slates):
        at = 3
    elif at == 2 and any(slate.state == states.NOTICED for slate in page.slates):
        at = 4
    elif at == 2 and not page.free and not any(found[state] for state in states.WITHDRAWABLE) and page.serving:
        at = len(STEPS)
    marks = ["done" if place < at else "current" if place == at else "ahead" for place in range(len(STEPS))]
    return [Step(title, mark) for title, mark in zip(STEPS, marks, strict=True)]


def approval_url(subject: ImplementationPlan | Slate, kind: str) -> str:
    request = current_request(subject, kind)
    return request.get_absolute_url() if request else subject.get_absolute_url()


def _url(name: str, term: Term) -> str:
    return reverse(name, args=[term.public_id])
