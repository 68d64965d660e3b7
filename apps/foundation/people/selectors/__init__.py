"""Reads across people: who acts as whom (`roles`), who sits where (`members`)."""

from apps.foundation.people.selectors.members import MembershipCounts, members_due, serving_members
from apps.foundation.people.selectors.roles import ActingRole, acting_roles, actor_of, operator_exists

__all__ = [
    "ActingRole",
    "MembershipCounts",
    "acting_roles",
    "actor_of",
    "members_due",
    "operator_exists",
    "serving_members",
]
