"""A matter's parts as each reader sees them."""

from dataclasses import dataclass

from apps.congress.matters.models import Handling, Matter
from apps.foundation.core.actors import HANDLER, Actor


@dataclass(frozen=True, slots=True)
class HandlingPage:
    """`parts` in the order of their rounds."""

    parts: list[Handling]


def page_of(matter: Matter, actor: Actor) -> HandlingPage:
    """For `matters/parts/handlings.html`."""
    rows = Handling.objects.visible_to(actor) if actor.role == HANDLER else Handling.objects.all()
    return HandlingPage(list(rows.filter(matter=matter).select_related("unit").order_by("-round", "pk")))
