"""One industry chain: stations, firms, what was raised at its stations and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.systems.deputy_stations.models import Activity, ActivityState, Chain, ChainFirm, Station, StationOpinion

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ChainPage:
    """`raised` are opinions at the chain's stations with what the proposer was told, the newest first."""

    stations: Sequence[Station]
    firms: Sequence[ChainFirm]
    units: Sequence[Unit]
    raised: Sequence[StationOpinion]
    raised_count: int
    solved_count: int
    salons: Sequence[Activity]

    @property
    def linked(self) -> int:
        """Firms that a deputy links to."""
        return sum(firm.deputy_id is not None and firm.left_on is None for firm in self.firms)


def page_of(chain: Chain, now: datetime) -> ChainPage:
    on = local_day(now)
    stations = list(Station.objects.filter(chain=chain).exclude(closed_on__lte=on).select_related("area"))
    firms = sorted(chain.firms.select_related("deputy"), key=lambda firm: (firm.left_on is not None, firm.name))  # type: ignore[attr-defined]
    raised = StationOpinion.objects.filter(station__chain=chain).select_related("submission", "station")
    solved = raised.filter(submission__updates__is_final=True).distinct()
    salons = Activity.objects.filter(chain=chain).exclude(state=ActivityState.CANCELLED).select_related("station")
    return ChainPage(
        stations, firms, list(chain.linked_units.all()), list(raised[:SHOWN]), raised.count(), solved.count(),
        list(salons.order_by("-starts_at")[:SHOWN]),
    )  # fmt: skip
