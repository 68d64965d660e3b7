"""Setting and ending a rule's local value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import WrongState, require_ready
from apps.foundation.organisations.models import Area
from apps.foundation.policies import rules
from apps.foundation.policies.models import Policy


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an override holds. No area: the whole installation; no kind, no level: every body there."""

    area: Area | None = None
    body_kind: str = ""
    level: str = ""


@transaction.atomic
def policy_set(
    *, key: str, scope: Scope, value: Any, source: str, starts_on: date, by: Actor, at: datetime, reason: str = ""
) -> Policy:
    """Let `value` hold in `scope` from `starts_on` on; the value that held there until then ends that day.

    What has begun keeps the values it stored. A value set for the same day before stays in the history without
    having been in force. Refused where the law allows no such override, and before today unless the operator
    gives a reason.
    """
    policy = registry.policy_keys()[key]
    dating = rules.issues_before_dating(starts_on, local_day(at), is_operator=by.is_operator, reason=reason)
    require_ready([*rules.issues_before_setting(policy, value), *dating])
    _lock(key)
    rows = Policy.objects.filter(key=key, **_columns(scope)).order_by("starts_on")
    following = rows.filter(starts_on__gt=starts_on).first()
    for row in rows.on(starts_on):
        row.until = starts_on
        row.save(update_fields=["until"])
    created = Policy.objects.create(
        key=key, **_columns(scope), value=value, source=source, reason=reason, starts_on=starts_on,
        until=following.starts_on if following else None, set_by_id=by.user_id, set_at=at,
    )  # fmt: skip
    facts = {**_told(created), "starts_on": chinese_date(starts_on)}
    audit.record("policies.policy.set", on=created, by=by, reason=reason, area_path=_path(scope.area), **facts)
    return created


@transaction.atomic
def policy_end(*, policy: Policy, until: date, by: Actor, at: datetime, reason: str = "") -> Policy:
    """Let a value end on `until`; from that day the next more general one holds again."""
    policy = Policy.objects.select_for_update(of=("self",)).select_related("area").get(pk=policy.pk)
    if policy.until is not None and policy.until <= until:
        raise WrongState(f"该取值已于{chinese_date(policy.until)}失效,无须再结束。")
    require_ready(rules.issues_before_dating(until, local_day(at), is_operator=by.is_operator, reason=reason))
    policy.until = max(until, policy.starts_on)
    policy.save(update_fields=["until"])
    facts = {**_told(policy), "until": chinese_date(policy.until)}
    audit.record("policies.policy.ended", on=policy, by=by, reason=reason, area_path=_path(policy.area), **facts)
    return policy


def _told(row: Policy) -> dict[str, str]:
    """What the sentence of an act names; a rule that no system declares any more keeps its code."""
    declared = registry.policy_keys().get(row.key)
    value = rules.shown(declared, row.value) if declared else str(row.value)
    return {"where": row.where, "title": declared.title if declared else row.key, "value": value}


def _columns(scope: Scope) -> dict[str, Any]:
    return {"area": scope.area, "body_kind": scope.body_kind, "level": scope.level}


def _path(area: Area | None) -> str:
    return area.path if area else ""


def _lock(key: str) -> None:
    """One setter of a key at a time: rows that do not exist yet cannot be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"policy {key}"])
