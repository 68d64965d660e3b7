"""Acts on accounts: slips and passwords."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from apps.foundation.accounts import rules, selectors
from apps.foundation.accounts.models import SignInSlip, User
from apps.foundation.accounts.signals import acted
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import NotAllowed, WrongState


@transaction.atomic
def slip_issue(*, user: User, by: Actor, at: datetime, hours: int) -> tuple[SignInSlip, str]:
    """Issue a slip valid for `hours` and return it with its code, which is kept nowhere.

    Earlier open slips of the account end as if never valid: a clock that is set back must not revive them. The
    account's row is locked so that two issues do not both stay open.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise NotAllowed(f"{user.name}的账号已停用,不能开登录单。请先由系统管理员恢复账号。")
    user.slips.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=F("issued_at"))
    code = secrets.token_urlsafe(rules.CODE_BYTES)
    slip = SignInSlip.objects.create(
        user=user,
        code_hash=rules.code_hash(code),
        issued_by_id=by.user_id,
        issued_at=at,
        expires_at=at + timedelta(hours=hours),
    )
    acted.send(User, act="accounts.slip.issued", subject=user, by=by, facts={"hours": hours})
    return slip, code


@transaction.atomic
def slip_redeem(*, code: str, at: datetime) -> User:
    """Use a slip up and return whom it signs in; of parallel attempts exactly one succeeds.

    The claiming UPDATE names no other table: a join would become a subquery, which PostgreSQL does not look at
    again after waiting for the row. A refusal after it rolls the claim back.
    """
    usable = SignInSlip.objects.filter(code_hash=rules.code_hash(code), used_at__isnull=True, expires_at__gt=at)
    claimed = usable.update(used_at=at)
    slip = selectors.slip_of(code)
    if slip is None or not claimed:
        raise WrongState(selectors.slip_refusal(slip, at))
    if not slip.user.is_active:
        raise NotAllowed(rules.ACCOUNT_INACTIVE)
    account_act_tell("accounts.slip.used", slip.user)
    return slip.user


@transaction.atomic
def password_set(*, user: User, password: str) -> User:
    """Set one's own password, checked by its form; whoever had to change it has done so."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    account_act_tell("accounts.password.set", user)
    return user


def account_act_tell(act: str, user: User, **facts: str) -> None:
    """Tell the log what an account's holder did with it, before any role is known."""
    holder = Actor(name=user.name, role="none", user_id=user.pk, role_title="本人")
    acted.send(User, act=act, subject=user, by=holder, facts=facts)
