"""结构比例 of a term on a day."""

from dataclasses import dataclass
from datetime import date

from apps.foundation.people.models import Mandate, Term
from apps.systems.street_deliberations.rules import composition
from apps.systems.street_deliberations.rules.composition import Member, Share, Target
from apps.systems.street_deliberations.selectors.standing import values_here


@dataclass(frozen=True, slots=True)
class Composition:
    """Targets and breakdowns of everybody serving on a day."""

    on: date
    total: int
    targets: list[Target]
    breakdowns: dict[str, list[Share]]
    by_line: list[Share]


def composition_of(term: Term, on: date) -> Composition:
    """Two queries; the thresholds are those in force on the day."""
    mandates = Mandate.objects.serving_on(on).filter(term=term).select_related("person", "seat__line")
    members, lines = [], []
    for mandate in mandates:
        seat, person = getattr(mandate, "seat", None), mandate.person
        lines.append(seat.line.name if seat else "")
        members.append(
            Member(
                person.sex, person.party, person.ethnic_group, person.born_on, person.education,
                seat.occupation if seat else "", seat.get_occupation_display() if seat else "",
                seat.get_category_display() if seat else "",
            )
        )  # fmt: skip
    thresholds = values_here(term, composition.KEYS, on)
    return Composition(
        on,
        len(members),
        composition.targets_of(members, thresholds),
        composition.breakdowns_of(members, on),
        composition.shares_of(lines),
    )
