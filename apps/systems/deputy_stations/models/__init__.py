"""Stations, their rotas, what residents bring to them, and what is done there."""

from apps.systems.deputy_stations.models.activities import Activity, PlannedActivity, SignUp, YearPlan
from apps.systems.deputy_stations.models.choices import (
    ActivityKind,
    ActivityState,
    CheckKind,
    ExchangeState,
    Level,
    OpinionRoute,
    Presence,
    RotaState,
    SlotState,
    StaffTitle,
    Theme,
    Tier,
)
from apps.systems.deputy_stations.models.debriefs import Debrief
from apps.systems.deputy_stations.models.duty import DutyExchange, DutySlot, Rota
from apps.systems.deputy_stations.models.opinions import StationOpinion
from apps.systems.deputy_stations.models.places import Outline, StationImport
from apps.systems.deputy_stations.models.stations import (
    Chain,
    ChainFirm,
    DeputyPage,
    Station,
    StationCheck,
    Stationing,
    StationStaff,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Chain",
    "ChainFirm",
    "CheckKind",
    "Debrief",
    "DeputyPage",
    "DutyExchange",
    "DutySlot",
    "ExchangeState",
    "Level",
    "OpinionRoute",
    "Outline",
    "PlannedActivity",
    "Presence",
    "Rota",
    "RotaState",
    "SignUp",
    "SlotState",
    "StaffTitle",
    "Station",
    "StationCheck",
    "StationImport",
    "StationOpinion",
    "StationStaff",
    "Stationing",
    "Theme",
    "Tier",
    "YearPlan",
]
