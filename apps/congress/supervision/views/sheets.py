"""督办单 and 督查通报."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.supervision import services
from apps.congress.supervision.forms.reporting import AnswerForm
from apps.congress.supervision.forms.supervising import SheetCloseForm, SheetForm, SheetReturnForm
from apps.congress.supervision.models import Criticism
from apps.congress.supervision.selectors.criticising import suggestions
from apps.congress.supervision.selectors.standing import reasons_on, rule_value
from apps.congress.supervision.views.common import FORM, acted, managed, managed_sheet, sheet_for
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import may, require
from apps.foundation.core.selectors import add_working_days
from apps.foundation.organisations.models import Area, Unit


@require_http_methods(FORM)
def warn(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """拟督办单; its document is then sent to whoever signs."""
    found = managed(request, public_id, "督办")
    known = "\n".join(f"{reason.words}。" for reason in reasons_on(found, timezone.localdate()))
    form = SheetForm(request.POST or None, assignment=found, initial={"problem": known})
    made = form.is_bound and attempt(form, lambda: services.sheet_draft(
        assignment=found, unit=form.cleaned_data["unit"], draft=form.draft(), by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if made:
        messages.success(request, "督办单已拟出,请核对后送审;签发后自动编号并送达。")
        return redirect(made.document)
    return form_page(
        request, form, title="发督办单", pretitle=found.title, cancel=found.get_absolute_url(), submit="拟稿",
        hint="签发后自动编号、送达承办单位,反馈期限自签发之日起算。",
    )  # fmt: skip


@require_http_methods(FORM)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sheet = managed_sheet(request, public_id)
    names = ("problem", "requirement", "answer_working_days")
    initial = {name: getattr(sheet, name) for name in names}
    form = SheetForm(request.POST or None, assignment=sheet.assignment, changes=True, initial=initial)
    return acted(
        request, form, lambda: services.sheet_change(
            sheet=sheet, draft=form.draft(), by=request.actor, at=timezone.now()
        ), sheet.assignment, title="修改督办单", done="督办单已修改。", submit="保存",
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sheet = managed_sheet(request, public_id)
    services.sheet_withdraw(sheet=sheet, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "督办单已撤销。")
    return redirect(sheet)


@require_http_methods(FORM)
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sheet = sheet_for(request, public_id)
    if not may(request.actor, "supervision.manage", sheet):
        require(request.actor, "supervision.answer", sheet, f"这份督办单发给{sheet.unit_name},您不能代为反馈。")
    form = AnswerForm(request.POST or None, request.FILES or None)
    due = f"请在{chinese_date(sheet.due_on)}前反馈。" if sheet.due_on else ""
    return acted(
        request, form, lambda: services.sheet_answer(
            sheet=sheet, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), sheet.assignment, title="反馈督办单", done="已反馈。", hint=f"督办要求:{sheet.requirement} {due}",
    )  # fmt: skip


@require_http_methods(FORM)
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sheet = managed_sheet(request, public_id)
    days = rule_value(sheet.assignment, "answer_working_days")
    form = SheetReturnForm(request.POST or None, initial={"due_on": add_working_days(timezone.localdate(), days)})
    return acted(
        request, form, lambda: services.sheet_return(
            sheet=sheet, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), sheet.assignment, title="退回反馈", done="已退回,承办单位会收到通知。",
    )  # fmt: skip


@require_http_methods(FORM)
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sheet = managed_sheet(request, public_id)
    form = SheetCloseForm(request.POST or None)
    return acted(
        request, form, lambda: services.sheet_close(
            sheet=sheet, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), sheet.assignment, title="办结督办单", done="督办单已办结。",
    )  # fmt: skip


@require_GET
def criticisms(request: HttpRequest) -> HttpResponse:
    """Units that let sheets run out, and the notices there were."""
    office = get_object_or_404(Area, path=request.actor.area_path)
    context = {
        "suggestions": suggestions(office, timezone.localdate()),
        "criticisms": Criticism.objects.visible_to(request.actor).select_related("office", "document")[:100],
        "keeps": may_enter(request.actor.role, "supervision_criticise"),
    }
    return render(request, "supervision/criticisms.html", context)


@require_POST
def criticise(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """拟督查通报; with `called_in` the head of the unit is asked to come."""
    office = get_object_or_404(Area, path=request.actor.area_path)
    supervised = Unit.objects.filter(supervision_sheets__assignment__office=office).distinct()
    unit = get_object_or_404(supervised, public_id=unit_id)
    require(request.actor, "supervision.manage")
    made = services.criticism_draft(
        office=office, unit=unit, called_in=request.POST.get("called_in") == "yes", by=request.actor, at=timezone.now()
    )
    messages.success(request, "督查通报已拟出,请核对后送审。")
    return redirect(made.document)
