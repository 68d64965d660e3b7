"""What the one page of a plan shows: how far it came, the next step, the year."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may
from apps.office.approvals.selectors import current_request
from apps.office.documents.models import Document
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.states import Step, steps_of
from apps.systems.town_sessions.selectors.plans import (
    issues_to_close,
    issues_to_submit,
    open_amendment,
    plan_document,
    versions_of,
)
from apps.systems.town_sessions.selectors.timeline import Timeline, timeline_of


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
class Page:
    """Everything the page of a plan shows."""

    keeps: bool
    steps: list[Step]
    step: NextStep | None
    timeline: Timeline
    versions: list[AnnualPlan]
    amendment: AnnualPlan | None
    amendment_studied: bool
    document: Document | None
    in_force: AnnualPlan | None  # the version that counts, where this is not it


def page_of(plan: AnnualPlan, actor: Actor, on: date) -> Page:
    """Needs `with_sessions`."""
    keeps = may(actor, "town_sessions.manage", plan)
    versions = list(versions_of(plan).visible_to(actor))
    amendment = open_amendment(plan) if keeps else None
    return Page(
        keeps=keeps,
        steps=steps_of(plan.state, plan.words),
        step=next_step(plan, on, amendment) if keeps else None,
        timeline=timeline_of(plan, actor, on),
        versions=versions,
        amendment=amendment,
        amendment_studied=amendment is not None and amendment.state in states.UNDER_STUDY,
        document=plan_document(plan) if keeps else None,
        in_force=next((one for one in versions if one.is_in_force and one.pk != plan.pk), None),
    )


def next_step(plan: AnnualPlan, on: date, amendment: AnnualPlan | None = None) -> NextStep | None:
    """What the office does next; None where nothing is left."""
    if plan.state == states.DRAFT:
        return _submitting(plan)
    if plan.state in states.UNDER_STUDY:
        return _waiting(plan)
    if plan.state == states.APPROVED:
        sentence = "方案已经批准,请报送备案,并登记备案日期和文号。备案后可以生成会议。"
        return NextStep(sentence, "登记备案", _url("town_sessions_file", plan))
    if plan.state in states.RUNNING:
        return _carrying_out(plan, amendment)
    return None


def _submitting(plan: AnnualPlan) -> NextStep:
    issues = tuple(issues_to_submit(plan))
    if issues:
        return NextStep("请先补齐方案。", "继续编辑", _url("town_sessions_change", plan), issues=issues)
    organs = f"{plan.words.discussed}、{plan.words.studied}"
    question = f"提请后方案不能修改;需要修改的,先撤回。确定提请{organs}吗?"
    return NextStep(f"方案已经齐备,可以提请{organs}。", "提请审批", _url("town_sessions_submit", plan), True, question)


def _waiting(plan: AnnualPlan) -> NextStep | None:
    request = current_request(plan, states.STUDY)
    if request is None:
        return None
    what = plan.words.discussed if plan.state == states.PRESIDIUM else plan.words.studied
    return NextStep(f"等待{what}。开会研究以后,请登记结果(文号和日期)。", "去登记结果", request.get_absolute_url())


def _carrying_out(plan: AnnualPlan, amendment: AnnualPlan | None) -> NextStep:
    if amendment is not None:
        sentence = f"第{amendment.version}版调整方案{amendment.state_label},批准前本版继续有效。"
        return NextStep(sentence, "打开调整方案", amendment.get_absolute_url())
    waiting = [one for one in plan.sessions.all() if not one.has_live_meeting and not one.is_extra]
    if waiting:
        following = waiting[0]
        sentence = f"下一次:{following.name}“{following.theme}”,{following.when}。日期确定后,请生成会议。"
        return NextStep(sentence, "生成会议", reverse("town_sessions_meeting", args=[following.public_id]))
    issues = tuple(issues_to_close(plan))
    question, url = "结束以后不能再生成会议、调整方案。确定结束本年度方案吗?", _url("town_sessions_close", plan)
    if issues or plan.state != states.EXECUTING:
        return NextStep("各次会议都已安排,请在会议中办理。全部召开后可以结束本年度方案。", issues=issues)
    return NextStep("各次会议都已召开,可以结束本年度方案。", "结束方案", url, True, question)


def _url(name: str, plan: AnnualPlan) -> str:
    return reverse(name, args=[plan.public_id])
