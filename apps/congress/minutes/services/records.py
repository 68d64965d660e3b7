"""The row of a paper for one transaction, and its audit entries."""

from typing import Any

from apps.congress.minutes.models import Minutes
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def locked(minutes: Minutes) -> Minutes:
    """Saving a section, sending for approval and issuing wait for each other."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related(
        "body__area", "organ__area", "meeting__body__area", "sitting__group", "drafter"
    )
    return rows.get(pk=minutes.pk)


def record(act: str, minutes: Minutes, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, seen where the paper is seen."""
    audit.record(act, on=minutes, by=by, reason=reason, area_path=minutes.body.area.path, **facts)
