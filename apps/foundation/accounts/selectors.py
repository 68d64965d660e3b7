"""Reads of accounts and slips."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from apps.foundation.accounts import rules
from apps.foundation.accounts.models import SignInSlip


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo district, as the sign-in page lists it."""

    title: str
    name: str
    username: str
    password: str


def slip_of(code: str) -> SignInSlip | None:
    """The slip that carries `code`, usable or not."""
    return SignInSlip.objects.select_related("user").filter(code_hash=rules.code_hash(code)).first()


def slip_refusal(slip: SignInSlip | None, at: datetime) -> str:
    """The sentence that says why a slip does not sign in at `at`; "" where it does."""
    if slip is None:
        return rules.SLIP_UNKNOWN
    if slip.used_at:
        return rules.SLIP_USED
    if not slip.user.is_active:
        return rules.ACCOUNT_INACTIVE
    if slip.expires_at > at:
        return ""
    replaced = slip.user.slips.filter(issued_at__gte=slip.issued_at).exclude(pk=slip.pk).exists()
    return rules.SLIP_REPLACED if replaced else rules.SLIP_EXPIRED


def demo_accounts() -> list[DemoAccount]:
    """The accounts that loading the demo district wrote down; none outside demo mode."""
    path = Path(settings.DATA_DIR) / "demo_accounts.json"
    if not settings.DEMO or not path.exists():
        return []
    return [DemoAccount(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
