"""From the end of nominations to the result, and its papers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.elections import papers
from apps.congress.elections.forms.setting_up import ReopenForm
from apps.congress.elections.forms.voting import SittingForm, SupplementaryForm, VoteForm
from apps.congress.elections.selectors.polls import again_names
from apps.congress.elections.services import candidates, voting
from apps.congress.elections.services.papers import announcement_draft
from apps.congress.elections.views.common import election_for, managed
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.office.documents.downloads import docx_response, pdf_response


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    candidates.nominations_close(election=found, by=request.actor, at=timezone.now())
    messages.success(request, "已进入审议。" if found.is_question else "提名已截止,进入酝酿讨论。")
    return redirect(found)


@require_POST
def end_early(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    candidates.nominations_end_early(election=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "提名已提前截止,进入酝酿讨论;已告知全体代表。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: candidates.nominations_reopen(election=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "提名已重新开放。")
        return redirect(found)
    return form_page(request, form, title="重新开放提名", pretitle=found.title, cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def preliminary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = VoteForm(request.POST or None, election=found)
    poll = request.method == "POST" and attempt(
        form,
        lambda: candidates.preliminary_prepare(
            election=found, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if poll:
        messages.success(request, "预选已准备好。纸质票请先确定监票人、计票人。")
        return redirect("ballots_poll", poll.public_id)
    hint = f"在接受提名的人中预选,按得票多少确定候选人{found.candidates_wanted}名。"
    return form_page(request, form, title="组织预选", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="准备预选", hint=hint)  # fmt: skip


@require_POST
def fix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    candidates.candidates_fix(election=found, by=request.actor, at=timezone.now())
    messages.success(request, "候选人已确定。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = VoteForm(request.POST or None, election=found)
    poll = request.method == "POST" and attempt(
        form,
        lambda: voting.vote_prepare(election=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if poll:
        messages.success(request, "投票已准备好。纸质票请先确定监票人、计票人;候选人不能监票、计票。")
        return redirect("ballots_poll", poll.public_id)
    return form_page(request, form, title="提交投票", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="准备投票")  # fmt: skip


@require_http_methods(["GET", "POST"])
def run_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = SittingForm(request.POST or None, election=found)
    poll = request.method == "POST" and attempt(
        form,
        lambda: voting.run_off_prepare(election=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if poll:
        messages.success(request, f"已准备“{poll.title}”。")
        return redirect("ballots_poll", poll.public_id)
    hint = "就得票相等的候选人再次投票,以得票多的当选(地方组织法第二十九条)。"
    return form_page(request, form, title="准备再次投票", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="准备投票", hint=hint)  # fmt: skip


@require_http_methods(["GET", "POST"])
def supplementary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = SupplementaryForm(request.POST or None, election=found, names=again_names(found))
    again = request.method == "POST" and attempt(
        form,
        lambda: voting.supplementary_create(
            election=found, by_votes=form.cleaned_data["by_votes"] == "yes",
            held_under=form.cleaned_data["held_under"], nominate_by=form.cleaned_data["nominate_by"],
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if again:
        messages.success(request, f"已建立“{again.title}”,可在本次或以后的会议投票。")
        return redirect(again)
    return form_page(request, form, title="另行选举", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="建立另行选举")  # fmt: skip


@require_POST
def announcement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = announcement_draft(election=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "公告文稿已拟出,请核对后送审。")
    return redirect(document)


@require_GET
def candidates_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return pdf_response(papers.candidate_list(election_for(request, public_id), timezone.localdate()), is_saved=True)


@require_GET
def candidates_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return docx_response(papers.candidate_list(election_for(request, public_id), timezone.localdate()))


@require_GET
def declaration_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return pdf_response(papers.declaration(managed(request, public_id), timezone.localdate()), is_saved=True)


@require_GET
def declaration_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return docx_response(papers.declaration(managed(request, public_id), timezone.localdate()))
