"""What comes next on an assignment, for whoever looks at it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.congress.supervision.guards import is_guarded
from apps.congress.supervision.models import Assignment, AssignmentState, SheetState
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.rules import periods
from apps.congress.supervision.selectors.standing import reasons_on, reportable
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import may


@dataclass(frozen=True, slots=True)
class Button:
    """Opens a page, or with a `question` acts after it; with a `reason_label` the reason is typed there."""

    label: str
    url: str
    question: str = ""
    reason_label: str = ""
    is_first: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence, and the buttons of it."""

    sentence: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Hands:
    """What the acting person is in it."""

    manages: bool
    reports: bool
    verifies: bool


def hands_of(assignment: Assignment, actor: Actor) -> Hands:
    return Hands(
        manages=may(actor, "supervision.manage", assignment),
        reports=may(actor, "supervision.report", assignment),
        verifies=may(actor, "supervision.verify", assignment),
    )


def next_step(assignment: Assignment, actor: Actor, hands: Hands, on: date) -> NextStep | None:
    """The one next step; None where it is over or somebody else's without anything to wait for."""
    state = assignment.state
    if state == AssignmentState.DRAFT:
        return _draft(assignment) if hands.manages else None
    if state == AssignmentState.HANDED_OVER or _unsigned(assignment, actor):
        return _sign(assignment, actor, hands)
    if state == AssignmentState.RUNNING:
        return _report(assignment, on) if hands.reports else _watch(assignment, hands, on)
    if state == AssignmentState.CLAIMED:
        return _verify(assignment, hands)
    if state == AssignmentState.VERIFIED:
        return _close(assignment, hands)
    return None


def more_acts(assignment: Assignment, hands: Hands) -> list[Button]:
    """Everything else that may be done now; what was decided elsewhere is changed elsewhere."""
    found, is_free = [], not is_guarded(assignment)
    if hands.manages and assignment.allows("report"):
        found.append(Button("代登记进展", _url("report", assignment)))
    if is_free and hands.reports and assignment.allows("extend"):
        found.append(Button("申请延期", _url("extend", assignment)))
    if hands.manages and assignment.allows("claim"):
        found.append(Button("代登记报完成", _url("claim", assignment)))
    if hands.manages and assignment.allows("warn"):
        found.append(Button("发督办单", _url("warn", assignment)))
    if is_free and hands.manages and assignment.allows("adjust"):
        found.append(Button("调整任务", _url("adjust", assignment)))
    if is_free and hands.manages and assignment.allows("cancel"):
        question = "终止后不再办理,不能恢复;承办单位会收到通知。"
        found.append(Button("终止", _url("cancel", assignment), question, "终止理由", tone="btn-outline-danger"))
    return found


def _draft(assignment: Assignment) -> NextStep:
    if assignment.profile != GENERAL:
        return NextStep("还没有交办。")
    question = f"交办后承办单位会收到通知,并在{chinese_date(assignment.due_on)}前完成;此后的改动须按程序调整。"
    return NextStep(
        "核对后交办",
        (
            Button("交办", _url("hand_over", assignment), question, is_first=True),
            Button("修改", _url("change", assignment)),
        ),
    )


def _unsigned(assignment: Assignment, actor: Actor) -> bool:
    """Whether the acting handler's unit still has to sign."""
    if actor.role != HANDLER or not assignment.allows("acknowledge"):
        return False
    return any(one.unit_id == actor.unit_id and not one.acknowledged_at for one in assignment.units.all())  # type: ignore[attr-defined]


def _sign(assignment: Assignment, actor: Actor, hands: Hands) -> NextStep:
    waiting = "、".join(one.unit_name for one in assignment.units.all() if not one.acknowledged_at)  # type: ignore[attr-defined]
    if _unsigned(assignment, actor):
        return NextStep("请签收,签收后按期报送进展", (Button("签收", _url("acknowledge", assignment), is_first=True),))
    if hands.manages or hands.reports:
        label = "代登记签收" if hands.manages else "签收"
        return NextStep(
            f"等待签收:{waiting}", (Button(label, _url("acknowledge", assignment), is_first=hands.reports),)
        )
    return NextStep(f"等待签收:{waiting}")


def _report(assignment: Assignment, on: date) -> NextStep:
    sheet = next((one for one in assignment.sheets.all() if one.state == SheetState.ISSUED), None)  # type: ignore[attr-defined]
    if sheet is not None:
        due = f",{chinese_date(sheet.due_on)}前反馈" if sheet.due_on else ""
        button = Button("反馈督办单", reverse("supervision_sheet_answer", args=[sheet.public_id]), is_first=True)
        return NextStep(f"收到督办单{due}", (button,))
    claim = Button("报完成", _url("claim", assignment))
    if found := reportable(assignment, on):
        name = periods.period_name(found[-1], assignment.cycle)
        first = Button("报送进展", _url("report", assignment), is_first=True)
        return NextStep(f"报送{name}的进展", (first, claim))
    if assignment.milestones.filter(done_on__isnull=True).exists():  # type: ignore[attr-defined]
        due = f"下一期进展在{chinese_date(assignment.report_due_on)}前报送" if assignment.report_due_on else "抓紧办理"
        return NextStep(f"{due};节点完成后请及时登记", (claim,))
    return NextStep("节点都已完成,请报完成", (Button("报完成", _url("claim", assignment), is_first=True),))


def _watch(assignment: Assignment, hands: Hands, on: date) -> NextStep:
    answered = next((one for one in assignment.sheets.all() if one.state == SheetState.ANSWERED), None)  # type: ignore[attr-defined]
    if answered is not None and hands.manages:
        return NextStep("督办单已反馈,请办结或者退回", (Button("查看反馈", "#sheets", is_first=True),))
    red = [reason for reason in reasons_on(assignment, on) if reason.light == "red"]
    if red and hands.manages and assignment.allows("warn"):
        return NextStep("已亮红灯,请督促", (Button("发督办单", _url("warn", assignment), is_first=True),))
    due = f",下一期进展在{chinese_date(assignment.report_due_on)}前报送" if assignment.report_due_on else ""
    return NextStep(f"承办单位办理中{due}")


def _verify(assignment: Assignment, hands: Hands) -> NextStep:
    if not hands.verifies:
        return NextStep("已报完成,等待核查")
    return NextStep(
        "承办单位已报完成,请核查",
        (Button("核查通过", _url("verify", assignment), is_first=True), _return(assignment)),
    )


def _close(assignment: Assignment, hands: Hands) -> NextStep:
    if not hands.manages:
        return NextStep("已核查,等待销号")
    close = Button("销号", _url("close", assignment), "销号后任务办结,不能再改动。", is_first=True)
    return NextStep("已核查,可以销号", (close, _return(assignment)))


def _return(assignment: Assignment) -> Button:
    question = "退回后承办单位继续办理,完成期限不变。"
    return Button("退回继续办理", _url("return", assignment), question, "退回理由")


def _url(act: str, assignment: Assignment) -> str:
    return reverse(f"supervision_{act}", args=[assignment.public_id])
