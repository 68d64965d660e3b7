"""Reads across people: the register (`book`), who sits where (`members`), who acts as whom (`roles`)."""

from apps.foundation.people.selectors.book import (
    PersonFile,
    current_state,
    duty_file,
    people_found,
    people_listed,
    person_file,
)
from apps.foundation.people.selectors.members import MembershipCounts, members_due, running_terms, serving_members
from apps.foundation.people.selectors.recipients import (
    answering,
    handlers_by_unit,
    handlers_of,
    leaders_by_area,
    staff_by_area,
    staff_of,
)
from apps.foundation.people.selectors.roles import ActingRole, acting_roles, actor_of, operator_exists, roles_held
from apps.foundation.people.selectors.watching import asked, watch_of

__all__ = [
    "ActingRole",
    "MembershipCounts",
    "PersonFile",
    "acting_roles",
    "actor_of",
    "answering",
    "asked",
    "current_state",
    "duty_file",
    "handlers_by_unit",
    "handlers_of",
    "leaders_by_area",
    "members_due",
    "operator_exists",
    "people_found",
    "people_listed",
    "person_file",
    "roles_held",
    "running_terms",
    "serving_members",
    "staff_by_area",
    "staff_of",
    "watch_of",
]
