"""How every page finds its paper, section, meeting or bundle."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.meetings.models import Meeting
from apps.congress.minutes.models import Bundle, Minutes, MinutesSection
from apps.foundation.core.permissions import require

MANAGE = "minutes.manage"


def minutes_of(request: HttpRequest, public_id: UUID) -> Minutes:
    """The paper, where it exists for the acting role."""
    rows = Minutes.objects.visible_to(request.actor).select_related(
        "body__area", "organ__area", "meeting__body__area", "sitting__group"
    )
    return get_object_or_404(rows, public_id=public_id)


def managed(request: HttpRequest, public_id: UUID) -> Minutes:
    minutes = minutes_of(request, public_id)
    require(request.actor, MANAGE, minutes)
    return minutes


def managed_section(request: HttpRequest, public_id: UUID) -> MinutesSection:
    """A section of a paper that the acting person writes."""
    rows = MinutesSection.objects.filter(minutes__in=Minutes.objects.visible_to(request.actor))
    section = get_object_or_404(
        rows.select_related("minutes__body__area", "minutes__organ__area", "minutes__meeting__body__area"),
        public_id=public_id,
    )
    require(request.actor, MANAGE, section)
    return section


def meeting_of(request: HttpRequest, public_id: UUID) -> Meeting:
    rows = Meeting.objects.visible_to(request.actor).select_related("body__area", "term__body")
    return get_object_or_404(rows, public_id=public_id)


def bundle_of(request: HttpRequest, public_id: UUID) -> Bundle:
    rows = Bundle.objects.visible_to(request.actor).select_related("meeting__body__area")
    bundle = get_object_or_404(rows, public_id=public_id)
    require(request.actor, MANAGE, bundle)
    return bundle
