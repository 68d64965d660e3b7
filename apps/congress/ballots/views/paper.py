"""Tellers type in paper ballots twice; staff type in a show of hands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.ballots import ballot_paper, selectors
from apps.congress.ballots.forms.sheets import LinesForm, SheetForm
from apps.congress.ballots.rules.sheets import compare
from apps.congress.ballots.services.paper import hands_record, tally_enter
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.permissions import require
from apps.office.documents.downloads import docx_response, pdf_response


@require_http_methods(["GET", "POST"])
def tally(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The teller's own sheet; what the other typed in is not shown."""
    poll = poll_for(request, public_id)
    require(request.actor, "ballots.enter_tally", poll, "纸质票只能由本次表决的计票人录入,请由计票人登录后办理。")
    form = SheetForm(request.POST or None, poll=poll, names=selectors.option_names(poll))
    if request.method == "POST" and form.is_valid():
        tally_enter(poll=poll, sheet=form.sheet(), by=request.actor, at=timezone.now())
        messages.success(request, "录入已保存,等待比对。")
        return redirect("ballots_comparison", public_id)
    return render(request, "ballots/tally.html", {"poll": poll, "form": form})


@require_GET
def comparison(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the double entry stands; both sheets are shown only when both are in."""
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    paper = selectors.paper_state(poll)
    context = {"poll": poll, "paper": paper}
    if len(paper.tallies) == 2:
        first, second = map(selectors.sheet_of, paper.tallies)
        context["differences"] = compare(first, second)
    return render(request, "ballots/comparison.html", context)


@require_http_methods(["GET", "POST"])
def hands(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    form = LinesForm(request.POST or None, poll=poll, names=selectors.option_names(poll))
    if request.method == "POST" and form.is_valid():
        hands_record(poll=poll, items=form.items(), by=request.actor, at=timezone.now())
        messages.success(request, "举手表决已计票。")
        return redirect("ballots_result", public_id)
    return render(request, "ballots/hands.html", {"poll": poll, "form": form})


@require_GET
def ballot_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The paper ballot, to be copied and stamped."""
    return pdf_response(ballot_paper.tree(poll_for(request, public_id, "ballots.run_poll")))


@require_GET
def ballot_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return docx_response(ballot_paper.tree(poll_for(request, public_id, "ballots.run_poll")))
