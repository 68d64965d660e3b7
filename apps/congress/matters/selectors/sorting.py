"""What waits at the office: to be reviewed, to be handed over."""

from django.db.models import F, QuerySet

from apps.congress.matters.models import Matter, MatterState
from apps.foundation.core.actors import Actor

SORTING_LIMIT = 50
UNSORTED = (MatterState.SUBMITTED, MatterState.ACCEPTED)


def unsorted(actor: Actor) -> QuerySet[Matter]:
    """Matters of the actor's area that nobody has handed over, what is due first on top."""
    rows = Matter.objects.visible_to(actor).filter(state__in=UNSORTED).with_all()
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def unsorted_of_office(actor: Actor) -> QuerySet[Matter]:
    """The same, of the actor's own office alone: what their desk has to do."""
    return unsorted(actor).filter(path=actor.area_path)
