"""The archive bundle of a meeting: ordered, watched, downloaded."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.minutes.models import BundleState
from apps.congress.minutes.rules.catalogue import HEADINGS
from apps.congress.minutes.selectors.bundle import progress_of
from apps.congress.minutes.services import bundling
from apps.congress.minutes.views.common import MANAGE, bundle_of, meeting_of
from apps.foundation.core.errors import WrongState
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import require


@require_POST
def order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, MANAGE, meeting)
    return redirect(bundling.bundle_order(meeting=meeting, by=request.actor, at=timezone.now()))


@require_GET
def bundle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = bundle_of(request, public_id)
    done, total = progress_of(found)
    context = {"bundle": found, "done": done, "total": total, "headings": HEADINGS}
    return render(request, "minutes/bundle.html", context)


@require_GET
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress alone; when the worker has finished, the browser is asked to load the whole page."""
    found = bundle_of(request, public_id)
    done, total = progress_of(found)
    response = render(request, "minutes/parts/progress.html", {"bundle": found, "done": done, "total": total})
    if not found.is_working:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def download(request: HttpRequest, public_id: UUID) -> FileResponse:
    found = bundle_of(request, public_id)
    if found.state != BundleState.READY:
        raise WrongState("档案包还没有生成,请稍候。")
    name = file_name_of(f"{found.meeting.title}档案包", "zip")
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type="application/zip")
