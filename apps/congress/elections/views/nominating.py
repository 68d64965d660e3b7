"""Nominating and co-signing on the phone; the nominee's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.elections.forms.nominating import AskForm, NomineeForm
from apps.congress.elections.models import Source
from apps.congress.elections.selectors.page import nomination_page
from apps.congress.elections.services import nominating as services
from apps.congress.elections.views.common import ONLY_DEPUTIES, election_for, nomination_for
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.permissions import may, require


@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A deputy puts a name down and asks others to co-sign; the office enters what the presidium proposes."""
    found, actor = election_for(request, public_id), request.actor
    keeps = may(actor, "elections.manage", found)
    if not keeps:
        require(actor, "elections.nominate", found, otherwise=ONLY_DEPUTIES)
    form = NomineeForm(request.POST or None, election=found, actor=actor, asks=not keeps)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.nominate(election=found, draft=form.draft(), ask=form.asked(), by=actor, at=timezone.now()),
    )
    if made:
        messages.success(request, f"已提名{made.name}。")
        return redirect(made if made.source == Source.DEPUTIES else found)
    title = "登记主席团提名" if keeps else f"提名{found.post}候选人"
    context = {"form": form, "title": title, "pretitle": found.title, "cancel": found.get_absolute_url()}
    return render(request, "elections/nominee_form.html", {**context, "submit": "提名"})


@require_GET
def nomination(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is nominated, who stands for it, and the act of the person in front of it."""
    found = nomination_for(request, public_id)
    context = {"nomination": found, "election": found.election}
    page = nomination_page(found, request.actor, timezone.now())
    return render(request, "elections/nomination.html", {**context, "page": page})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The first deputy asks more colleagues."""
    found = nomination_for(request, public_id)
    form = AskForm(request.POST or None, nomination=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.colleagues_ask(nomination=found, people=form.asked(), by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已向所选代表发出消息。")
        return redirect(found)
    context = {"form": form, "title": "请代表附议", "pretitle": str(found), "cancel": found.get_absolute_url()}
    return render(request, "elections/nominee_form.html", {**context, "submit": "发出"})


@require_POST
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    services.nomination_sign(nomination=found, by=request.actor, at=timezone.now())
    messages.success(request, f"您已附议提名{found.name}。截止前可以撤回。")
    return redirect(found)


@require_POST
def unsign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    signature = services.nomination_unsign(nomination=found, by=request.actor, at=timezone.now())
    messages.success(request, f"{signature.get_consent_display()}。")
    return redirect(found)


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _answer(request, public_id, True)


@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _answer(request, public_id, False)


def _answer(request: HttpRequest, public_id: UUID, accepts: bool) -> HttpResponse:
    found = nomination_for(request, public_id)
    found = services.nominee_answer(nomination=found, accepts=accepts, by=request.actor, at=timezone.now())
    messages.success(request, f"已登记:{found.name}{found.get_answer_display()}。")
    return redirect(found if request.actor.person_id == found.person_id else found.election)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = nomination_for(request, public_id)
    services.nomination_withdraw(nomination=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, f"对{found.name}的提名已撤回。")
    return redirect(found.election)


@require_POST
def motion_sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _motion(request, public_id, True)


@require_POST
def motion_unsign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _motion(request, public_id, False)


def _motion(request: HttpRequest, public_id: UUID, signs: bool) -> HttpResponse:
    found = election_for(request, public_id)
    services.motion_sign(election=found, signs=signs, by=request.actor, at=timezone.now())
    messages.success(request, "您已参加联名。截止前可以撤回。" if signs else "联名已撤回。")
    return redirect(found)
