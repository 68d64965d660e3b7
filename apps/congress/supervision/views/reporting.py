"""What those who answer do: sign, report, mark milestones, claim, ask for more time."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.supervision import services
from apps.congress.supervision.forms import reporting as forms
from apps.congress.supervision.guards import require_unguarded
from apps.congress.supervision.models import Assignment, Milestone, ProgressReport
from apps.congress.supervision.rules import periods
from apps.congress.supervision.selectors.standing import reportable
from apps.congress.supervision.views.common import FORM, acted, assignment_for, reported_on
from apps.foundation.core.actors import HANDLER
from apps.foundation.core.acts import reason_of
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.models import Unit

PAPER = "书面报送的,由督办方代为登记,页面上会注明。"


@require_http_methods(FORM)
def acknowledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap for a handler; the office and the staff of a town say for which unit."""
    found = assignment_for(request, public_id)
    on_paper = may(request.actor, "supervision.manage", found)
    if not on_paper:
        require(request.actor, "supervision.acknowledge", found, "这项任务由承办单位签收,您不能代为办理。")
    if request.actor.role == HANDLER and request.method == "POST":
        unit = get_object_or_404(Unit, pk=request.actor.unit_id)
        services.assignment_acknowledge(assignment=found, unit=unit, by=request.actor, at=timezone.now())
        messages.success(request, "已签收,请按期报送进展。")
        return redirect(found)
    form = forms.SignForm(request.POST or None, assignment=found, on_paper=on_paper)
    return acted(
        request, form, lambda: services.assignment_acknowledge(
            assignment=found, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), found, title="登记签收" if on_paper else "签收", done="已签收。",
    )  # fmt: skip


@require_http_methods(FORM)
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, on_paper = reported_on(request, public_id)
    today = timezone.localdate()
    form = forms.ReportForm(request.POST or None, request.FILES or None, assignment=found, on=today)
    return acted(
        request, form, lambda: services.report_hand_in(
            assignment=found, draft=form.draft(), files=form.cleaned_data["files"], on_paper=on_paper,
            by=request.actor, at=timezone.now(),
        ), found, title="登记进展" if on_paper else "报送进展", done="进展已报送。", hint=_hint(found, on_paper),
    )  # fmt: skip


def _hint(assignment: Assignment, on_paper: bool) -> str:
    """What was said last, and from which day on the next may be said."""
    said = f"上次报送累计{assignment.percent}%;数字都是累计数。"
    if not reportable(assignment, timezone.localdate()) and assignment.next_period:
        last = periods.last_day(assignment.next_period, assignment.cycle)
        name = periods.period_name(assignment.next_period, assignment.cycle)
        said = f"{name}还没有结束,请在{chinese_date(last)}以后报送。{said}"
    return f"{said}{PAPER}" if on_paper else said


@require_http_methods(FORM)
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = ProgressReport.objects.visible_to(request.actor).select_related("assignment")
    wrong = get_object_or_404(rows, public_id=public_id)
    found, on_paper = reported_on(request, wrong.assignment.public_id)
    form = forms.CorrectionForm(
        request.POST or None, request.FILES or None, assignment=found, on=timezone.localdate(), report=wrong
    )
    return acted(
        request, form, lambda: services.report_correct(
            report=wrong, draft=form.draft(), reason=form.cleaned_data["reason"], files=form.cleaned_data["files"],
            on_paper=on_paper, by=request.actor, at=timezone.now(),
        ), found, title="更正进展", done="已更正,原来的报告仍然保留。",
    )  # fmt: skip


@require_http_methods(FORM)
def node(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Milestone.objects.visible_to(request.actor).select_related("assignment")
    milestone = get_object_or_404(rows, public_id=public_id)
    found, _ = reported_on(request, milestone.assignment.public_id)
    form = forms.NodeDoneForm(
        request.POST or None, request.FILES or None, node=milestone, initial={"done_on": timezone.localdate()}
    )
    return acted(
        request, form, lambda: services.milestone_mark(
            milestone=milestone, draft=form.report(), files=form.cleaned_data["files"], by=request.actor,
            at=timezone.now(),
        ), found, title="登记节点完成", done=f"节点“{milestone}”已登记完成。", hint=f"节点:{milestone}",
    )  # fmt: skip


@require_POST
def node_take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Milestone.objects.visible_to(request.actor).select_related("assignment")
    milestone = get_object_or_404(rows, public_id=public_id)
    found, _ = reported_on(request, milestone.assignment.public_id)
    services.milestone_take_back(milestone=milestone, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, f"节点“{milestone}”的登记已撤回,亮灯已重新计算。")
    return redirect(found)


@require_http_methods(FORM)
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, _ = reported_on(request, public_id)
    form = forms.ClaimForm(request.POST or None, request.FILES or None, assignment=found)
    return acted(
        request, form, lambda: services.completion_claim(
            assignment=found, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), found, title="报完成", done="已报完成,等待核查。", hint="报完成以后由督办方核查;核查通过才能销号。",
    )  # fmt: skip


@require_http_methods(FORM)
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = assignment_for(request, public_id, "supervision.report", "延期由牵头单位或者责任单位申请。")
    require_unguarded(found)
    if not found.allows("extend"):
        raise Http404
    form = forms.ExtendForm(request.POST or None)
    return acted(
        request, form, lambda: services.extension_ask(
            assignment=found, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), found, title="申请延期", done="已申请延期;同意以前仍按原期限办理。",
        hint=f"应在现在的期限{chinese_date(found.due_on)}以前申请,由督办方研究决定。",
    )  # fmt: skip
