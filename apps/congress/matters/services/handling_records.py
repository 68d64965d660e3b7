"""What every act of a unit does first: hold the matter, look at the part as it is now."""

from apps.congress.matters.models import Handling, Matter
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked
from apps.foundation.core.errors import WrongState


def part_locked(part: Handling) -> Handling:
    """The part for this transaction, of a matter that is with its units; acts on one matter wait for each other.

    Raises WrongState where the matter was withdrawn, merged, answered, or has gone on to another round.
    """
    matter = matter_locked(part.matter)
    move(matter.state, "handle")
    part = part_of(matter, part)
    if part.round != matter.round:
        raise WrongState(f"本件已进入第{matter.round}次办理,请在新的办理件上办理。")
    return part


def part_of(matter: Matter, part: Handling) -> Handling:
    """The part's present row, with the matter that is held."""
    part = Handling.objects.with_all().get(pk=part.pk)
    part.matter = matter
    return part
