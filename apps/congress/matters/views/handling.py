"""The unit's side: its inbox, the page of its part, and what it does there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters.forms import handling as forms
from apps.congress.matters.handling_filters import InboxFilter
from apps.congress.matters.models import Handling
from apps.congress.matters.selectors import inbox as desk
from apps.congress.matters.selectors.extensions import asks_allowed
from apps.congress.matters.selectors.handling_page import TONES, line_of, page_of, with_story
from apps.congress.matters.selectors.units import other_units
from apps.congress.matters.services import contacting, extending, returning, taking
from apps.congress.matters.services.unit_letterheads import letterhead_code_set
from apps.congress.matters.views.common import refuse_early
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register
from apps.foundation.organisations.models import Unit
from apps.office.documents.selectors import letterhead_of

FORM = ["GET", "POST"]
HANDLE = "matters.handle"
AGAIN = "未获同意的,可以写明新的理由再申请(共不超过{asks}次)。"


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    return Register(
        "承办事项",
        desk.inbox_of(request.actor),
        _columns(),
        filterset=InboxFilter,
        search=desk.parts_found,
        search_hint="查标题、内容或编号",
        empty="还没有交给本单位的事项。人大办公室交办以后,在这里签收、办理、答复。",
    ).respond(request)


def _columns() -> list[Column]:
    today = timezone.localdate()
    return [
        Column("事项", "matter.title", link=Handling.get_absolute_url),
        Column("编号", "matter.number", sort="matter__number"),
        Column("类别", "matter.get_kind_display", on_screen=False),
        Column("提出人", "matter.proposer_name"),
        Column("方式", "get_role_display", sort="role"),
        Column("状态", "get_state_display", tone=lambda part: TONES.get(part.state, "secondary")),
        Column("下一步", desk.next_step),
        Column("办理期限", "due_on", sort="due_on"),
        Column("逾期", lambda part: desk.late_words(part, today), tone=lambda part: "red" * bool(part.late_on(today))),
        Column("期限依据", "due_ground"),
        Column("等待协办", desk.waiting_for),
        Column("可退办至", lambda part: desk.return_words(part, today)),
        Column("交办时间", "handed_over_at", sort="handed_over_at", on_screen=False),
        Column("签收", "taken_by", on_screen=False),
        Column("答复时间", "done_at", sort="done_at", on_screen=False),
    ]


@require_GET
def handling_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = part_of(request, public_id)
    line = line_of(part, request.actor)
    context = {"part": part, "matter": part.matter, "line": line, "handlings": page_of(part.matter, request.actor)}
    return render(request, "matters/handling.html", context)


@require_POST
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id)
    taking.handling_take(part=part, by=request.actor, at=timezone.now())
    messages.success(request, "已签收,请在期限内办理。")
    return redirect(part)


@require_http_methods(FORM)
def return_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "ask_return")
    form = forms.ReturnForm(request.POST or None, units=other_units(part, timezone.localdate()))
    asked = attempt(form, lambda: returning.handling_return_ask(
        part=part, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if asked:
        messages.success(request, "已申请退办,等待人大办公室答复;答复以前请勿放下办理。")
        return redirect(part)
    hint = f"应在{chinese_date(part.return_due_on)}以前申请。"
    return _form_page(request, form, part, title="申请退办", submit="申请退办", hint=hint)


@require_http_methods(FORM)
def contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "contact")
    form = forms.NewContactForm(request.POST or None, initial={"on": timezone.localdate()})
    noted = attempt(form, lambda: contacting.contact_record(
        part=part, contact=form.contact(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if noted:
        messages.success(request, "沟通情况已登记,提出人可以看到。")
        return redirect(part)
    hint = "答复以前须与提出人沟通。登记后不能修改;提出人会收到通知。"
    return _form_page(request, form, part, title="登记沟通", submit="登记", hint=hint)


@require_POST
def waive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = part_of(request, public_id)
    require(request.actor, "matters.waive_contact", part, otherwise="免予沟通只能由提出人(领衔人)本人确认。")
    contacting.contact_waive(part=part, by=request.actor, at=timezone.now())
    messages.success(request, "已确认免予沟通,承办单位可以直接答复您。")
    return redirect(part.matter)


@require_http_methods(FORM)
def opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "answer")
    form = forms.OpinionForm(request.POST or None)
    given = attempt(form, lambda: contacting.opinion_give(
        part=part, text=form.cleaned_data["text"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if given:
        messages.success(request, "协办意见已送主办单位。")
        return redirect(part)
    return _form_page(request, form, part, title="提出协办意见", submit="送主办单位")


@require_http_methods(FORM)
def redo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The main unit sends a helping unit's opinion back."""
    part = part_of(request, public_id)
    require(request.actor, "matters.send_opinion_back", part, otherwise="协办意见由主办单位退回。")
    given = get_object_or_404(part.opinions.filter(returned_at=None))  # type: ignore[attr-defined]
    form = forms.RedoForm(request.POST or None)
    sent = attempt(form, lambda: contacting.opinion_send_back(
        opinion=given, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if sent:
        messages.success(request, f"已退回{part.unit_name}重提。")
        return redirect(part)
    return _form_page(request, form, part, title=f"退回{part.unit_name}的协办意见", submit="退回重提")


@require_http_methods(FORM)
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "extend")
    form = forms.ExtendForm(request.POST or None)
    asked = attempt(form, lambda: extending.extension_ask(
        part=part, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if asked:
        messages.success(request, "已申请延期,由人大机关研究;同意以前仍按原期限办理。")
        return redirect(part)
    last = extending.longest(part)
    again = AGAIN.format(asks=asks_allowed(part)) if asks_allowed(part) > 1 else "未获同意的不能再申请。"
    most = f"最长可以延至{chinese_date(last.on)}(自交办起{last.ground})"
    hint = f"应在现在的期限{chinese_date(part.due_on)}以前申请,{most};只能延期一次,{again}"
    return _form_page(request, form, part, title="申请延期", submit="申请延期", hint=hint)


@require_http_methods(FORM)
def letterhead(request: HttpRequest) -> HttpResponse:
    """机关代字 of the unit, without which its reply letters have no number."""
    unit = get_object_or_404(Unit.objects.select_related("area"), pk=request.actor.unit_id)
    form = forms.LetterheadForm(request.POST or None, initial={"code": letterhead_of(unit).code})
    done = attempt(form, lambda: letterhead_code_set(
        unit=unit, code=form.cleaned_data["code"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if done:
        messages.success(request, f"{unit.name}的发文代字已保存。")
        return redirect("matters_inbox")
    return form_page(
        request, form, title="发文代字", pretitle=unit.name, cancel=reverse("matters_inbox"),
        hint="答复函按本单位自己的序列编号;改动只影响以后的文号。",
    )  # fmt: skip


def part_of(request: HttpRequest, public_id: UUID) -> Handling:
    """The part, where it exists for the acting role."""
    return get_object_or_404(with_story(Handling.objects.visible_to(request.actor)), public_id=public_id)


def own_part(request: HttpRequest, public_id: UUID, act: str = "") -> Handling:
    """The same, of the acting handler's own unit; with an act, its page is refused in the wrong state."""
    part = part_of(request, public_id)
    require(request.actor, HANDLE, part, otherwise=f"这一件由{part.unit_name}办理,您不能代为办理。")
    if act:
        refuse_early(request, part, act)
    return part


def _form_page(request: HttpRequest, form, part: Handling, **context) -> HttpResponse:  # type: ignore[no-untyped-def]
    values = {"pretitle": part.matter.title, "cancel": part.get_absolute_url(), **context}
    return form_page(request, form, **values)
