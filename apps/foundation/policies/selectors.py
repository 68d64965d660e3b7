"""Which value of a rule holds somewhere on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from apps.foundation.core import registry
from apps.foundation.core.registry import PolicyKey
from apps.foundation.organisations.models import Area
from apps.foundation.policies import rules
from apps.foundation.policies.models import Policy


@dataclass(frozen=True, slots=True)
class Resolved:
    """A rule's value here and where it comes from; `policy_id` is None where the default holds."""

    key: str
    value: Any
    policy_id: int | None
    source: str
    title: str


def resolve(key: str, *, area: Area | None, on: date, body_kind: str = "", level: str = "") -> Resolved:
    """The value of one rule. Raises KeyError for a key that no system declares."""
    return resolve_many([key], area=area, on=on, body_kind=body_kind, level=level)[key]


def resolve_many(
    keys: Iterable[str], *, area: Area | None, on: date, body_kind: str = "", level: str = ""
) -> dict[str, Resolved]:
    """The values of several rules in one query; the most specific override in force on `on` wins.

    `level` is an AreaKind and stands, where it is not given, for the kind of `area`; so a district may set one
    value for its towns and another for its streets. Raises KeyError for a key that no system declares.
    """
    declared = registry.policy_keys()
    wanted = {key: declared[key] for key in keys}
    found = _overrides(wanted, area, on, body_kind, level or (area.kind if area else ""))
    return {key: _resolved(policy, rules.winner(policy, found[key])) for key, policy in wanted.items()}


def resolve_each(key: str, places: Sequence[tuple[Area, date, str]]) -> list[Resolved]:
    """The value of one rule at each (area, day, kind of body), all of them in one query."""
    policy = registry.policy_keys()[key]
    paths = {path for area, _, _ in places for path in paths_to(area.path)}
    rows = Policy.objects.filter(Q(area__isnull=True) | Q(area__path__in=paths), key=key).select_related("area")
    found = list(rows) if places else []
    return [
        _resolved(policy, rules.winner(policy, [_override(row) for row in found if _holds(row, *place)]))
        for place in places
    ]


def _holds(row: Policy, area: Area, on: date, body_kind: str) -> bool:
    """As `_overrides` asks it of the database."""
    is_above = row.area is None or area.path.startswith(row.area.path)
    is_in_force = row.starts_on <= on and (row.until is None or row.until > on)
    return is_above and is_in_force and row.body_kind in {"", body_kind} and row.level in {"", area.kind}


def _override(row: Policy) -> rules.Override:
    depth = row.area.depth if row.area else 0
    return rules.Override(row.value, depth, row.body_kind, row.level, row.starts_on, row.pk, row.source)


def frozen(resolved: Mapping[str, Resolved]) -> dict[str, dict[str, Any]]:
    """What a thing that begins stores, so that a later change of the rules does not move it."""
    return {
        key: {"value": item.value, "policy_id": item.policy_id, "source": item.source} for key, item in resolved.items()
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as the policies page shows it: its value here and the row it comes from, None for the default."""

    policy: PolicyKey
    value: str
    standing: str
    source: str
    row: Policy | None

    @property
    def origin(self) -> str:
        """Whose value it is."""
        return self.row.where if self.row else "默认"


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one system."""

    title: str
    lines: list[Line]


def rules_here(area: Area | None, on: date, text: str = "") -> list[Section]:
    """Every rule by system with its value in `area` on `on`; `text` narrows by title, key, source or value."""
    found = resolve_many(registry.policy_keys(), area=area, on=on)
    ids = [item.policy_id for item in found.values() if item.policy_id]
    rows = Policy.objects.select_related("area", "set_by").in_bulk(ids)
    sections = [
        Section(system.title, [_page_line(policy, found[policy.key], rows) for policy in system.policies])
        for system in registry.systems()
    ]
    kept = [Section(section.title, [line for line in section.lines if _tells_of(line, text)]) for section in sections]
    return [section for section in kept if section.lines]


def line_here(policy: PolicyKey, area: Area | None, on: date) -> Line:
    """One rule with its value in `area` on `on`."""
    item = resolve(policy.key, area=area, on=on)
    rows = Policy.objects.select_related("area", "set_by").in_bulk([item.policy_id] if item.policy_id else [])
    return _page_line(policy, item, rows)


def _page_line(policy: PolicyKey, item: Resolved, rows: Mapping[int, Policy]) -> Line:
    standing = rules.STANDINGS[policy.standing]
    return Line(policy, rules.shown(policy, item.value), standing, item.source, rows.get(item.policy_id or 0))


def _tells_of(line: Line, text: str) -> bool:
    told = f"{line.policy.title} {line.policy.key} {line.source} {line.value} {line.origin} {line.standing}"
    return all(word in told for word in text.split())


def _resolved(policy: PolicyKey, override: rules.Override | None) -> Resolved:
    if override is None:
        return Resolved(policy.key, policy.default, None, policy.source, policy.title)
    return Resolved(policy.key, override.value, override.policy_id, override.source, policy.title)


def _overrides(
    keys: Iterable[str], area: Area | None, on: date, body_kind: str, level: str
) -> dict[str, list[rules.Override]]:
    path = area.path if area else ""
    rows = (
        Policy.objects.on(on)
        .filter(Q(area__isnull=True) | Q(area__path__in=paths_to(path)), key__in=list(keys))
        .filter(body_kind__in={"", body_kind}, level__in={"", level})
        .values_list("key", "value", "area__depth", "body_kind", "level", "starts_on", "pk", "source")
    )
    found: dict[str, list[rules.Override]] = defaultdict(list)
    for key, value, depth, kind, tier, starts_on, policy_id, source in rows:
        found[key].append(rules.Override(value, depth or 0, kind, tier, starts_on, policy_id, source))
    return found


def paths_to(path: str) -> list[str]:
    """The materialized paths from the root down to `path` itself."""
    return [path[:end] for end in range(Area.steplen, len(path) + 1, Area.steplen)]
