"""The quota table as it is typed and shown, and what keeps it from being settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Area
from apps.systems.street_deliberations.models import QuotaTable
from apps.systems.street_deliberations.rules import quotas
from apps.systems.street_deliberations.rules.quotas import LineFacts
from apps.systems.street_deliberations.selectors.seats import line_standings
from apps.systems.street_deliberations.selectors.standing import communities


@dataclass(frozen=True, slots=True)
class Line:
    """One line in its order; `key` names one that stood in the table before."""

    kind: str
    name: str
    seats: int
    community: Area | None = None
    key: UUID | None = None


def lines_of(table: QuotaTable) -> list[Line]:
    """What stands in the table, as it would be saved."""
    return [
        Line(line.kind, line.name, line.seats, line.community, line.public_id)
        for line in table.lines.select_related("community")
    ]


def facts_of(table: QuotaTable, lines: Sequence[Line], on: date) -> list[LineFacts]:
    taken = {one.line.public_id: one.taken for one in line_standings(table.term, on)}
    return [
        LineFacts(
            line.name, line.seats,
            community=line.community.pk if line.community else None,
            community_name=line.community.name if line.community else "",
            is_closed=line.community is not None and not line.community.in_force(on),
            bound=taken.get(line.key, 0) if line.key else 0,
        )
        for line in lines
    ]  # fmt: skip


def issues_before_settling(table: QuotaTable, facts: Sequence[LineFacts], on: date) -> list[Issue]:
    standing = {area.pk: area.name for area in communities(table.term.body.area, on)}
    least = table.frozen_rules[quotas.PER_COMMUNITY]["value"]
    return list(quotas.issues_before_settling(facts, quota=table.term.quota, communities=standing, per_community=least))


def issues_to_settle(table: QuotaTable, on: date) -> list[Issue]:
    """What the page shows beside the button: the same that the service asks."""
    facts = facts_of(table, lines_of(table), on)
    return [*quotas.issues_before_saving(facts), *issues_before_settling(table, facts, on)]


def warnings_of(table: QuotaTable) -> list[str]:
    rules = table.frozen_rules
    return quotas.warnings(table.term.quota, fewest=rules[quotas.FEWEST]["value"], most=rules[quotas.MOST]["value"])
