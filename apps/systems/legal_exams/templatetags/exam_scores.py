"""{{ tenths|points }}; {% nomination_results nomination %}: the exams of a nominee, for their page."""

from typing import Any

from django import template

from apps.systems.legal_exams.models import Nomination
from apps.systems.legal_exams.rules.marking import shown
from apps.systems.legal_exams.selectors.results import sittings_of

register = template.Library()


@register.filter
def points(tenths: int | None) -> str:
    return "—" if tenths is None else shown(tenths)


@register.inclusion_tag("legal_exams/parts/nomination_sittings.html")
def nomination_results(nomination: Nomination) -> dict[str, Any]:
    votes = nomination.votes.select_related("poll").order_by("submitted_at")
    return {"results": sittings_of(nomination), "votes": votes, "nomination": nomination}
