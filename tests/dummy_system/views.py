from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register
from tests.dummy_system import services
from tests.dummy_system.models import Note

COLUMNS = [Column("标题", "title"), Column("期限", "due", sort="due"), Column("已办", "done")]


@require_GET
def note_list(request: HttpRequest) -> HttpResponse:
    rows = Note.objects.visible_to(request.actor)
    return Register("示例事项", rows, COLUMNS, search=["title__icontains"], empty="等待交办。").respond(request)


@require_GET
@login_not_required
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("示例公开页")


@require_POST
def note_finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.actor), public_id=public_id)
    require(request.actor, "dummy_system.finish", note)
    services.note_finish(note=note, by=request.actor, at=timezone.now())
    return redirect("dummy_system_note_list")
