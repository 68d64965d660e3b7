"""The page of one matter, for everybody whom it concerns."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.models import Matter
from apps.congress.matters.selectors.outcome_page import page_of
from apps.foundation.core.dates import local_day


@require_GET
def matter_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Matter.objects.visible_to(request.actor).with_all()
    matter = get_object_or_404(rows, public_id=public_id)
    late = matter.late_on(local_day(timezone.now()))
    outcome = page_of(matter, request.actor, local_day(timezone.now()))
    return render(request, "matters/matter.html", {"matter": matter, "late": late, "outcome": outcome})
