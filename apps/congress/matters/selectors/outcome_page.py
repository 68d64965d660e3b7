"""What became of a matter after the reply."""

from dataclasses import dataclass

from apps.congress.matters.models import Matter, Rating
from apps.foundation.core.actors import Actor


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """`ratings` in the order of their rounds."""

    ratings: list[Rating]


def page_of(matter: Matter, actor: Actor) -> OutcomePage:
    """For `matters/parts/outcome.html`."""
    return OutcomePage(list(Rating.objects.filter(matter=matter)))
