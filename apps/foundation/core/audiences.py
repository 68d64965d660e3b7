"""Who may enter which URL: closed by default, opened by a declaration in the registry."""

from fnmatch import fnmatchcase
from functools import lru_cache

from apps.foundation.core import registry
from apps.foundation.core.actors import (
    DEPUTY,
    EXAM_SETTER,
    EXAM_STAFF,
    GUEST,
    HANDLER,
    INVIGILATOR,
    LEADER,
    OPERATOR,
    REPRESENTATIVE,
    STAFF,
)

PUBLIC = frozenset({GUEST})
MEMBERS = frozenset({DEPUTY, REPRESENTATIVE})
OFFICE = frozenset({OPERATOR, STAFF})
INSIDE = frozenset({OPERATOR, STAFF, LEADER})
EXAM_ROLES = frozenset({EXAM_STAFF, EXAM_SETTER, INVIGILATOR})
SIGNED_IN = frozenset({OPERATOR, STAFF, LEADER, HANDLER, DEPUTY, REPRESENTATIVE}) | EXAM_ROLES


def audience_of(url_name: str) -> frozenset[str] | None:
    """Roles declared for a URL name, None where nobody declared it. Exact names win over patterns."""
    declared = _declared(tuple(registry.systems()))
    if url_name in declared:
        return declared[url_name]
    return next((roles for pattern, roles in declared.items() if fnmatchcase(url_name, pattern)), None)


def may_enter(role: str, url_name: str) -> bool:
    """Whether somebody in `role` may enter; a public URL is open to everybody."""
    audience = audience_of(url_name)
    return audience is not None and (role in audience or GUEST in audience)


@lru_cache(maxsize=8)
def _declared(systems: tuple[registry.System, ...]) -> dict[str, frozenset[str]]:
    return {name: roles for system in systems for name, roles in system.audiences.items()}


def is_unrecorded(url_name: str) -> bool:
    """Whether a page leaves no line, number, figure or report of an error: see `recording`."""
    return url_name in _unrecorded(tuple(registry.systems()))


@lru_cache(maxsize=8)
def _unrecorded(systems: tuple[registry.System, ...]) -> frozenset[str]:
    return frozenset().union(*(system.unrecorded for system in systems))
