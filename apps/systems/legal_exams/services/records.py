"""What every act does: leave one audit entry that is visible where the exam is held, and names nobody else."""

from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.systems.legal_exams.permissions import office_path_of


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry. `reason` and `facts` are read by the whole office: never a name, a post or a question's text."""
    audit.record(act, on=on, by=by, reason=reason, area_path=office_path_of(on), **facts)
