"""Reform plans, what every place was handed of them, and what goes with it."""

from apps.systems.reform_tasks.models.choices import AdoptionLevel, Guarantee, Lead, Outcome, Places, PlanState
from apps.systems.reform_tasks.models.following import (
    Adoption,
    DispatchMeeting,
    DispatchPoint,
    GoodPractice,
    GuaranteeCheck,
    StandingReport,
)
from apps.systems.reform_tasks.models.plans import (
    AmendOrder,
    HandOver,
    PlaceTask,
    ReformItem,
    ReformPlan,
    ReformTask,
    TaskStep,
)

__all__ = [
    "Adoption",
    "AdoptionLevel",
    "AmendOrder",
    "DispatchMeeting",
    "DispatchPoint",
    "GoodPractice",
    "Guarantee",
    "GuaranteeCheck",
    "HandOver",
    "Lead",
    "Outcome",
    "PlaceTask",
    "Places",
    "PlanState",
    "ReformItem",
    "ReformPlan",
    "ReformTask",
    "StandingReport",
    "TaskStep",
]
