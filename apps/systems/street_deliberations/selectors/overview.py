"""One line a street: plan, quota, who serves, what is under way, what is vacant."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Mandate, Term
from apps.systems.street_deliberations.models import Candidate, ImplementationPlan, PlanState, Seat
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors.standing import street_terms

TONES = {"": "red", states.DRAFT: "secondary", states.PARTY: "orange", states.APPROVED: "green"}


@dataclass(frozen=True, slots=True)
class TermLine:
    term: Term
    plan_state: str
    serving: int
    under_way: int
    vacancies: int

    @property
    def area_name(self) -> str:
        return self.term.body.area.name

    @property
    def term_name(self) -> str:
        over = "(已届满)" if self.term.ended_on else ""
        return f"第{self.term.number}届{over}"

    @property
    def quota(self) -> int:
        return self.term.quota

    @property
    def plan_label(self) -> str:
        return PlanState(self.plan_state).label if self.plan_state else "未拟定"

    @property
    def plan_tone(self) -> str:
        return TONES.get(self.plan_state, "secondary")

    def get_absolute_url(self) -> str:
        return reverse("street_deliberations_term", args=[self.term.public_id])


def term_lines(actor: Actor, on: date) -> list[TermLine]:
    """Five queries whatever the number of streets. The plan that counts comes before one that is on its way."""
    terms = list(street_terms(actor))
    plans: dict[int, str] = {}
    known = ImplementationPlan.objects.filter(term__in=terms).exclude(state__in=(states.ABANDONED, states.SUPERSEDED))
    for term_id, state in known.order_by("version").values_list("term", "state"):
        plans.setdefault(term_id, state)
    serving = Counter(Mandate.objects.serving_on(on).filter(term__in=terms).values_list("term", flat=True))
    running = Candidate.objects.filter(term__in=terms).alive().exclude(state=states.DETERMINED)
    under_way = Counter(running.values_list("term", flat=True))
    open_seats = Seat.objects.filter(mandate__term__in=terms, mandate__term__ended_on=None).vacant_on(on)
    vacant = Counter(open_seats.values_list("mandate__term", flat=True))
    return [
        TermLine(term, plans.get(term.pk, ""), serving[term.pk], under_way[term.pk], vacant[term.pk]) for term in terms
    ]
