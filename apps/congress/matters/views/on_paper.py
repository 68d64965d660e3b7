"""The office writes down what a unit did on paper: took a matter, helped, answered it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.congress.matters.forms.handling import ContactForm, promise_initial, promises_in
from apps.congress.matters.forms.on_paper import LetterPromiseRows, PaperOpinionForm, PaperReplyForm, TakenForm
from apps.congress.matters.models import Handling
from apps.congress.matters.selectors.replying import must_contact, silent_helpers
from apps.congress.matters.services.contacting import opinion_register
from apps.congress.matters.services.paper_replies import paper_reply_register
from apps.congress.matters.services.taking import handling_take_on_paper
from apps.congress.matters.views.common import refuse_early
from apps.congress.matters.views.handling import FORM, part_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require


@require_http_methods(FORM)
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = _answered_for(request, public_id, "take")
    form = TakenForm(request.POST or None)
    taken = attempt(form, lambda: handling_take_on_paper(
        part=part, name=form.cleaned_data["name"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if taken:
        messages.success(request, f"已登记{part.unit_name}签收。")
        return redirect(part)
    return form_page(
        request, form, title="登记签收", pretitle=part.matter.title, cancel=part.get_absolute_url(), submit="登记",
        hint=f"{part.unit_name}没有办理账号,凭其签收的交办单登记。",
    )  # fmt: skip


@require_http_methods(FORM)
def opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = _answered_for(request, public_id, "answer")
    form = PaperOpinionForm(request.POST or None)
    given = attempt(form, lambda: opinion_register(
        part=part, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if given:
        messages.success(request, f"{part.unit_name}的协办意见已登记,主办单位收到通知。")
        return redirect(part)
    return form_page(
        request, form, title="登记协办意见", pretitle=part.matter.title, cancel=part.get_absolute_url(), submit="登记",
        hint=f"{part.unit_name}没有办理账号,照录其书面意见。",
    )  # fmt: skip


@require_http_methods(FORM)
def reply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = _answered_for(request, public_id, "answer")
    data, draft, helpers = request.POST or None, getattr(part, "reply", None), silent_helpers(part)
    form = PaperReplyForm(data, request.FILES or None, part=part, reply=draft, helpers=helpers)
    rows = LetterPromiseRows(data, prefix="promises", initial=promise_initial(draft))
    contact = ContactForm(data, prefix="contact") if must_contact(part) else None
    others = [rows.is_valid(), contact is None or contact.is_valid()]
    registered = all(others) and attempt(form, lambda: paper_reply_register(
        part=part, draft=form.draft(promises_in(rows)), letter=form.letter(), revision=form.cleaned_data["revision"],
        contact=contact and contact.contact(), by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if registered:
        messages.success(request, f"{part.unit_name}的书面答复已登记,提出人收到通知。")
        return redirect(part)
    context = {"form": form, "rows": rows, "contact": contact, "part": part, "helpers": helpers}
    return render(request, "matters/reply_on_paper.html", context)


def _answered_for(request: HttpRequest, public_id: UUID, act: str) -> Handling:
    """The part of which a paper is written down; one that was not taken yet is taken with its answer."""
    part = part_of(request, public_id)
    require(request.actor, "matters.answer_units", part, otherwise="书面签收和答复由承接办理的人大办公室登记。")
    refuse_early(request, part, "take" if part.allows("take") else act)
    return part
