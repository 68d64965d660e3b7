"""Tasks whose content was decided elsewhere: what a system keeps is not adjusted, extended or cancelled here.

A system names its profile and the sentence that says who decides and where; it calls the services of adjusting and
cancelling itself once that decision is there.
"""

from apps.congress.supervision.models import Assignment
from apps.foundation.core.errors import NotAllowed

_refusals: dict[str, str] = {}


def guard(profile: str, refusal: str) -> None:
    """From now on nobody changes day, quantity or end of such a task by himself."""
    _refusals[profile] = refusal


def is_guarded(assignment: Assignment) -> bool:
    return assignment.profile in _refusals


def require_unguarded(assignment: Assignment) -> None:
    """Raises NotAllowed with the sentence of the system that keeps it."""
    if is_guarded(assignment):
        raise NotAllowed(_refusals[assignment.profile])
