"""The plan of a year's sessions in its versions, and what became of each session."""

from apps.systems.town_sessions.models.plans import AnnualPlan, PlanState, Slot
from apps.systems.town_sessions.models.sessions import PlanSession, PlanTopic

__all__ = ["AnnualPlan", "PlanSession", "PlanState", "PlanTopic", "Slot"]
