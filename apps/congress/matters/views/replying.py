"""The reply: its draft, those who sign, the letter itself."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters.forms import handling as forms
from apps.congress.matters.models import Handling, Reply
from apps.congress.matters.selectors.replying import needs_checker, possible_signers, reply_issues, silent_helpers
from apps.congress.matters.services import replying
from apps.congress.matters.views.handling import FORM, own_part, part_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.office.documents.downloads import DOCX, PDF, docx_response, pdf_response

NOBODY = "本单位没有其他可以签发的账号,请联系人大办公室为签发领导开通账号。"


@require_http_methods(FORM)
def reply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "draft")
    draft, helpers = getattr(part, "reply", None), silent_helpers(part)
    form = forms.ReplyForm(request.POST or None, part=part, reply=draft, helpers=helpers)
    rows = forms.PromiseRows(request.POST or None, prefix="promises", initial=forms.promise_initial(draft))
    saved = rows.is_valid() and attempt(form, lambda: replying.reply_draft(
        part=part, draft=form.draft(forms.promises_in(rows)), revision=form.cleaned_data["revision"],
        by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if saved:
        messages.success(request, "答复稿已保存。送签以前可以预览答复函。")
        return redirect(part)
    return render(request, "matters/reply.html", {"form": form, "rows": rows, "part": part, "helpers": helpers})


@require_http_methods(FORM)
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id, "answer")
    draft, today, checks = _reply_of(part), timezone.localdate(), needs_checker(part)
    drafters = [pk for pk in (draft.drafted_by_id, request.actor.person_id) if pk]
    people = possible_signers(part, drafters, today)
    form = forms.SignersForm(request.POST or None, people=people, checks=checks)
    sent = attempt(form, lambda: replying.reply_submit(
        reply=draft, reviewers=list(form.cleaned_data.values()), by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if sent:
        messages.success(request, "已送签。签发后自动编号、寄出,提出人收到通知。")
        return redirect(part)
    hint = "签发即答复。拟稿人和送签人不能核稿或签发。" if people else NOBODY
    missing = "".join(issue.sentence for issue in reply_issues(draft, today))
    return form_page(
        request, form, title="送签答复函", pretitle=part.matter.title, cancel=part.get_absolute_url(), submit="送签",
        hint=f"送签以前还要办理:{missing}" if missing else hint,
    )  # fmt: skip


@require_POST
def recall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = own_part(request, public_id)
    reason = reason_of(request)
    replying.reply_recall(reply=_reply_of(part), reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "已撤回送签,修改后可以重新送签。")
    return redirect(part)


@require_GET
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse | FileResponse:
    """答复函 as signed here, for everybody whom the matter concerns; to its own unit also the draft. `?as=docx`."""
    part = part_of(request, public_id)
    found, as_word = _reply_of(part), request.GET.get("as") == "docx"
    if found.is_on_paper or (found.sent_at is None and not _is_own(request, part)):
        raise Http404
    if found.sent_at is None or found.document is None:
        tree = replying.letter_of(found, timezone.localdate())
        return docx_response(tree) if as_word else pdf_response(tree)
    if not hasattr(found.document, "archive"):
        content = found.document.content
        return docx_response(content) if as_word else pdf_response(content)
    archive = found.document.archive
    file, kind = (archive.docx, DOCX) if as_word else (archive.pdf, PDF)
    name = f"{found.document.title}.{'docx' if as_word else 'pdf'}"
    return FileResponse(BytesIO(file.read()), as_attachment=as_word, filename=name, content_type=kind)


def _is_own(request: HttpRequest, part: Handling) -> bool:
    return request.actor.unit_id == part.unit_id


def _reply_of(part: Handling) -> Reply:
    if not hasattr(part, "reply"):
        raise Http404
    return part.reply
