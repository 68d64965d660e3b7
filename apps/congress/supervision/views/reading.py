"""The page of an assignment."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.supervision.selectors.standing import reasons_on
from apps.congress.supervision.views.common import assignment_for


@require_GET
def assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, on = assignment_for(request, public_id), timezone.localdate()
    context = {"assignment": found, "light": found.light_on(on), "reasons": reasons_on(found, on)}
    return render(request, "supervision/assignment.html", context)
