"""The list, and writing, signing and handing in: on the phone of a deputy, or at the office for an organ."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.proposals.filters import ProposalFilter
from apps.congress.proposals.forms.writing import AskForm, NewProposalForm, ProposalForm, initial_of
from apps.congress.proposals.models import Kind, Proposal
from apps.congress.proposals.selectors.page import TONES, page_of
from apps.congress.proposals.selectors.rules_here import terms_of
from apps.congress.proposals.services import submitting
from apps.congress.proposals.services import writing as services
from apps.congress.proposals.services.writing import ONLY_LEAD
from apps.congress.proposals.views.common import proposal_for
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.numbers import number_of
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Term

HINT = "可以先保存草稿,以后再改;提交前须填写完整。"
OF_OFFICE = [Kind.MAJOR_MATTER, Kind.MOTION, Kind.REMOVAL]
COLUMNS = [
    Column("编号", "number_label", sort="number"),
    Column("标题", "title", link=Proposal.get_absolute_url, sort="title"),
    Column("类别", "get_kind_display", sort="kind"),
    Column("机关", "body.name", sort="term__body__name"),
    Column("提出", "mover"),
    Column("状态", "state_label", sort="state", tone=lambda row: TONES.get(row.state, "secondary")),
    Column("案由", "subject", on_screen=False),
    Column("须联名", "needed", on_screen=False),
    Column("有效联名", "signed", on_screen=False),
    Column("提交时间", "submitted_at", sort="submitted_at"),
    Column("会议", "meeting.title", on_screen=False),
    Column("执行情况报告期限", "report_due_on", sort="report_due_on"),
    Column("报告日期", "reported_on", on_screen=False),
]


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Deputies: what they wrote, were asked to sign, and what was handed in. Office: what was handed in."""
    actor = request.actor
    can_begin = may_enter(actor.role, "proposals_begin")
    label = "写议案、质询案" if actor.is_member else "登记议案、重大事项"
    actions = [Action(label, reverse("proposals_begin"), "plus", primary=True)] if can_begin else []
    empty = (
        "可以写一件,请其他代表联名。"
        if actor.is_member
        else "代表提交的议案会显示在这里;主席团、政府提出的由工作人员登记。"
    )
    return Register(
        "议案与重大事项", Proposal.objects.visible_to(actor).with_body(), COLUMNS, empty=empty,
        filterset=ProposalFilter, search=["title__icontains", "subject__icontains", "lead__name__icontains"],
        search_hint="查标题、案由、领衔代表", actions=actions,
    ).respond(request)  # fmt: skip


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Which kind, and where there are several congresses, before which."""
    kinds = list(Kind) if request.actor.is_member else OF_OFFICE
    return render(request, "proposals/begin.html", {"kinds": kinds, "terms": terms_of(request.actor)})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    actor = request.actor
    if kind not in (Kind.values if actor.is_member else OF_OFFICE):
        raise Http404
    term = _term_asked(request)
    form = NewProposalForm(request.POST or None, kind=kind, term=term, actor=actor)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.proposal_create(
            term=term, draft=form.draft(), ask=form.asked(), key=form.cleaned_data["key"], by=actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "草稿已保存。")
        return redirect(made)
    return _form(request, form, Kind(kind).label, term.body.name, reverse("proposals_list"))


def _term_asked(request: HttpRequest) -> Term:
    """The term in the address, by default the first the actor keeps or sits in."""
    terms = terms_of(request.actor)
    key = number_of(request.GET.get("term"), up_to=2**63 - 1)
    if key is not None:
        return get_object_or_404(terms, pk=key)
    found = terms.first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = proposal_for(request, public_id, "proposals.change", ONLY_LEAD)
    form = ProposalForm(
        request.POST or None, kind=found.kind, term=found.term, actor=request.actor,
        initial=initial_of(found),
    )  # fmt: skip
    if request.method == "POST" and attempt(
        form,
        lambda: services.proposal_change(
            proposal=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "已保存。已联名的代表会再次收到消息,请重新确认。")
        return redirect(found)
    return _form(request, form, f"修改{found.get_kind_display()}", found.title, found.get_absolute_url())


def _form(request: HttpRequest, form: ProposalForm, title: str, pretitle: str, cancel: str) -> HttpResponse:
    context = {"form": form, "title": title, "pretitle": pretitle, "cancel": cancel, "hint": HINT}
    return render(request, "proposals/proposal_form.html", context)


@require_GET
def proposal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where it stands, what is missing, the next step, and the act of the person in front of it."""
    found = proposal_for(request, public_id)
    context = {"proposal": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "proposals/proposal.html", {**context, "tone": TONES.get(found.state, "secondary")})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The first deputy asks more colleagues."""
    found = proposal_for(request, public_id, "proposals.change", ONLY_LEAD)
    form = AskForm(request.POST or None, proposal=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.colleagues_ask(proposal=found, people=form.asked(), by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已向所选代表发出消息。")
        return redirect(found)
    context = {"form": form, "title": "请代表联名", "pretitle": found.title, "cancel": found.get_absolute_url()}
    return render(request, "proposals/proposal_form.html", {**context, "submit": "发出"})


@require_POST
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = proposal_for(request, public_id)
    revision = number_of(request.POST.get("revision"), up_to=30000) or 0
    services.proposal_sign(proposal=found, revision=revision, by=request.actor, at=timezone.now())
    messages.success(request, "您已联名。提交前可以撤回。")
    return redirect(found)


@require_POST
def unsign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = proposal_for(request, public_id)
    row = services.proposal_unsign(proposal=found, by=request.actor, at=timezone.now())
    messages.success(request, f"{row.get_consent_display()}。")
    return redirect(found)


@require_POST
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = submitting.proposal_submit(proposal=proposal_for(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已提交,编号{found.number_label},等待主席团决定。")
    return redirect(found)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = proposal_for(request, public_id)
    submitting.proposal_withdraw(proposal=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已撤回。")
    return redirect("proposals_list")
