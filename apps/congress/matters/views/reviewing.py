"""The office's acts on one matter: accept, send back, refuse, put in order, merge, route, hand over."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.matters.forms.reviewing import (
    ArrangeForm,
    DeputyForm,
    MergeMattersForm,
    PartRows,
    RefuseForm,
    RequestForm,
    RequirementsForm,
    ReturnForm,
    SentenceForm,
    parts_of,
)
from apps.congress.matters.models import Matter, PartRole, Route
from apps.congress.matters.selectors import office_of
from apps.congress.matters.selectors.routing import deputies_above, term_above, units_for
from apps.congress.matters.selectors.writing import alike_matters
from apps.congress.matters.services import reviewing, routing
from apps.congress.matters.services.handing_over_many import matter_accept_and_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.views.common import managed
from apps.congress.matters.views.office import kept
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.organisations.models import BODY_KINDS
from apps.foundation.people.selectors import running_terms

SETTLE = {
    Route.SPOT: (routing.matter_settle_on_spot, "当场解决", "登记已经解决的情况,提出人会收到。"),
    Route.REFERENCE: (routing.matter_pass_as_reference, "转工作参考", "转党(工)委、政府(办事处)参考,不要求答复。"),
    Route.CHANNEL: (routing.matter_point_to_channel, "请通过其他渠道反映", "超出职权的,写明可以找谁。"),
}
Act = Callable[..., Any]


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = reviewing.matter_accept(matter=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已立案,编号第{found.number}号。请选择承办单位或者其他办理渠道。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = managed(request, public_id, "return"), ReturnForm(request.POST or None)
    return _acted(request, found, form, reviewing.matter_return, "退回修改", "已退回,提出人会收到消息。")


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = managed(request, public_id, "refuse"), RefuseForm(request.POST or None)
    return _acted(request, found, form, reviewing.matter_refuse, "不予受理", "已告知提出人。")


@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id, "arrange")
    form, hint = ArrangeForm(request.POST or None, matter=found), "提出人原来的文字保留在页面上。"
    return _acted(request, found, form, reviewing.matter_arrange, "整理文字", "已保存。", hint)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id, "merge")
    form = MergeMattersForm(request.POST or None, matter=found, initial={"into": request.GET.get("into", "")})
    alike = "、".join(
        f"{one.matter.submission.number}号“{one.matter.title}”" for one in alike_matters(found) if one.matter.submission
    )
    hint = f"以后的进展和答复两边都会收到,不能撤销。{'可能相同的:' + alike if alike else ''}"
    return _acted(request, found, form, matter_merge, "并案", "已并案,两边的提出人都已告知。", hint)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, public_id: UUID, route: str) -> HttpResponse:
    """当场解决, 转工作参考, 其他渠道."""
    if route not in SETTLE:
        raise Http404
    found, form = managed(request, public_id, "settle"), SentenceForm(request.POST or None)
    act, title, hint = SETTLE[Route(route)]
    return _acted(request, found, form, act, title, "已办结,提出人会收到消息。", hint)


@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """转上级人大代表提出."""
    found, today = managed(request, public_id, "pass_on"), timezone.localdate()
    term = term_above(found)
    form = DeputyForm(request.POST or None, deputies=deputies_above(found, today))
    hint = f"所选代表会收到建议草稿,核实后向{term.body.name}提出。" if term else "本平台没有上级人民代表大会。"
    title = "转上级人大代表提出"
    return _acted(request, found, form, routing.matter_pass_to_deputy, title, "已转请代表提出。", hint)


def _acted(
    request: HttpRequest, matter: Matter, form: forms.Form, act: Act, title: str, done: str, hint: str = ""
) -> HttpResponse:
    """The page of one act with its form; the typing stays when it is refused."""
    if form.is_bound and attempt(
        form, lambda: act(matter=matter, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, done)
        return redirect(matter)
    cancel = matter.get_absolute_url()
    return form_page(request, form, title=title, pretitle=matter.title, cancel=cancel, submit=title, hint=hint)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """交办: units, their parts, what is asked of them."""
    found = managed(request, public_id, "hand_over")
    first = [] if found.parts.standing().exists() else [{"role": PartRole.MAIN}]
    rows = PartRows(request.POST or None, initial=first, form_kwargs={"office": found.office})
    form = RequirementsForm(request.POST or None)
    done = form.is_bound and rows.is_valid() and attempt(
        form,
        lambda: matter_accept_and_hand_over(
            matter=found, parts=parts_of(rows), **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )  # fmt: skip
    if done:
        messages.success(request, "已交办,承办单位会收到消息。")
        return redirect(found)
    units = units_for(found.office, timezone.localdate())
    return render(request, "matters/hand_over.html", {"matter": found, "rows": rows, "form": form, "units": units})


@require_http_methods(["GET", "POST"])
def submission_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """立为办理事项: what somebody brought is made a matter that units answer."""
    submission = kept(request, public_id)
    office = office_of(submission.area)
    initial = {"title": submission.excerpt(40), "text": submission.text}
    form = RequestForm(request.POST or None, office=office, initial=initial)
    term = running_terms(request.actor).filter(body__area=office, body__kind__in=BODY_KINDS).first()
    made = form.is_bound and attempt(
        form,
        lambda: reviewing.request_open(
            submission=submission, term=term, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, f"已立案,编号第{made.number}号。请选择承办单位。")
        return redirect("matters_hand_over", made.public_id)
    hint, cancel = "立案后交承办单位限期答复,反映人凭查询码可以看到进展。", submission.get_absolute_url()
    pretitle = submission.number
    return form_page(request, form, title="立为办理事项", pretitle=pretitle, cancel=cancel, submit="立案", hint=hint)
