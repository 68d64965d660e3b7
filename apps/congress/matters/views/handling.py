"""The page of a unit's part in a matter."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.models import Handling
from apps.foundation.core.dates import local_day


@require_GET
def handling_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Handling.objects.visible_to(request.actor).with_all()
    part = get_object_or_404(rows, public_id=public_id)
    late = part.late_on(local_day(timezone.now()))
    return render(request, "matters/handling.html", {"part": part, "matter": part.matter, "late": late})
