"""The participant's phone: when, where, route; yes or no; sign in; write down what was seen."""

from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.inspections.forms.taking_part import AnswerForm, FindingForm
from apps.congress.inspections.models import Answer, Finding, Inspection
from apps.congress.inspections.selectors.page import findings_of, may_write_findings, opinions_of, own_row
from apps.congress.inspections.selectors.steps import feedback_due
from apps.congress.inspections.services import taking_part as services
from apps.congress.inspections.views.common import ONLY_INVITED, inspection_for, managed, self_of
from apps.congress.meetings.rules.codes import code_at
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import may


@require_GET
def mine(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = inspection_for(request, public_id), timezone.localdate()
    due_on, limit = feedback_due(found, today) if found.handed_over_on else (None, None)
    context = {
        "inspection": found,
        "due_on": due_on,
        "limit": limit,
        "row": own_row(found, request.actor),
        "stops": found.stops.select_related("unit"),
        "findings": findings_of(found, request.actor),
        "opinions": opinions_of(found, today),
        "may_find": may(request.actor, "inspections.find", found) and may_write_findings(found, request.actor, today),
        "answers": found.allows("answer"),
    }
    return render(request, "inspections/mine.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap says yes; no, or recusal, wants a reason."""
    found = inspection_for(request, public_id, "inspections.take_part", ONLY_INVITED)
    if request.POST.get("answer") == Answer.COMING:
        services.invitation_answer(
            inspection=found, person=self_of(request), answer=Answer.COMING, reason="", by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, "已回复参加,请按时到达集合地点。")
        return redirect("inspections_mine", public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: services.invitation_answer(
            inspection=found, person=self_of(request), **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "已回复。")
        return redirect("inspections_mine", public_id)
    back = reverse("inspections_mine", args=[public_id])
    return form_page(request, form, title="不能参加、申请回避", cancel=back, submit="提交", pretitle=found.title)


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = inspection_for(request, public_id, "inspections.find", ONLY_INVITED)
    form = FindingForm(request.POST or None, request.FILES or None, inspection=found)
    if request.method == "POST" and attempt(
        form, lambda: services.finding_add(inspection=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已登记,工作人员汇总时会看到。")
        return redirect(_back(request), public_id)
    back = reverse(_back(request), args=[public_id])
    hint = "只记录看到、听到的情况;代表不直接处理问题,由人大汇总后交有关单位研究处理。"
    return form_page(request, form, title="登记发现的情况", cancel=back, submit="提交", pretitle=found.title, hint=hint)


@require_POST
def finding_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Finding.objects.visible_to(request.actor).select_related("inspection__term__body__area")
    found = get_object_or_404(rows, public_id=public_id)
    is_own = found.person_id == request.actor.person_id
    if not is_own and not may(request.actor, "inspections.manage", found):
        raise NotAllowed("只有登记人本人或者人大工作人员可以撤回。")
    services.finding_withdraw(finding=found, by=request.actor, at=timezone.now())
    messages.success(request, "已撤回。")
    return redirect(_back(request), found.inspection.public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the code leads: looking never signs in, only the tap does."""
    found = inspection_for(request, public_id, "inspections.take_part", ONLY_INVITED)
    if request.method == "POST":
        code = request.POST.get("code", "")
        services.sign_in_by_code(
            inspection=found, person=self_of(request), code=code, by=request.actor, at=timezone.now()
        )
        messages.success(request, "已签到。")
        return redirect("inspections_mine", public_id)
    context = {"inspection": found, "row": own_row(found, request.actor), "code": request.GET.get("code", "")}
    return render(request, "inspections/arrive.html", context)


@never_cache
@require_GET
def sign_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list that staff tick, with the code to scan above it."""
    found = managed(request, public_id)
    rows = list(found.participants.all())
    code = _qr(found) if found.allows("sign_in") else ""
    context = {"inspection": found, "rows": rows, "came": sum(1 for row in rows if row.came_at), "code": code}
    template = "inspections/parts/code.html" if request.headers.get("HX-Request") else "inspections/sign_in.html"
    return render(request, template, context)


@require_POST
def sign_in_toggle(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Tick somebody who stands there, or take the tick back."""
    found = managed(request, public_id)
    row = found.participants.filter(public_id=person_id).select_related("person").first()
    if row is None:
        raise Http404
    act = services.sign_in_undo if row.came_at else services.sign_in_by_list
    act(inspection=found, person=row.person, by=request.actor, at=timezone.now())
    return redirect("inspections_sign_in", public_id)


@require_POST
def hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.inspection_hold(inspection=found, by=request.actor, at=timezone.now())
    messages.success(request, "已登记开展,参加情况记入履职档案。")
    return redirect(found)


def _back(request: HttpRequest) -> str:
    return "inspections_inspection" if request.actor.sees_area else "inspections_mine"


def _qr(inspection: Inspection) -> SafeString:
    path = reverse("inspections_arrive", args=[inspection.public_id])
    address = f"{settings.PUBLIC_URL}{path}?{urlencode({'code': code_at(inspection.code_salt, timezone.now())})}"
    drawing = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass="screen-code")
    return mark_safe(drawing)
