"""Acts on accounts: slips and passwords."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from apps.foundation.accounts import rules, selectors
from apps.foundation.accounts.models import FormerPassword, SignedInDevice, SignInKind, SignInSlip, User
from apps.foundation.accounts.signals import acted
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, NotAllowed, WrongState


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
def password_set(*, user: User, password: str, at: datetime, session_key: str = "") -> User:
    """Set one's own password, checked by its form; whoever had to change it has done so.

    Every session but that of `session_key` ends: somebody else may have known the old one.
    """
    if user.has_usable_password():
        FormerPassword.objects.create(user=user, password=user.password, until=at)
        kept = user.former_passwords.values("pk")[: rules.FORMER - 1]
        user.former_passwords.exclude(pk__in=kept).delete()
    user.set_password(password)
    user.must_change_password, user.password_set_at = False, at
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    sessions_end(user=user, session_key=session_key)
    account_act_tell("accounts.password.set", user)
    return user


@transaction.atomic
def device_add(*, user: User, session_key: str, kind: str, user_agent: str, address: str, at: datetime) -> None:
    """Note in which browser somebody has signed in, and how; who signs in again where they are keeps the session."""
    now = {"user": user, "kind": kind, "user_agent": user_agent[:300], "address": address}
    now |= {"signed_in_at": at, "last_used_at": at}
    SignedInDevice.objects.update_or_create(session_key=session_key, defaults=now)
    account_act_tell("accounts.user.signed_in", user, how=SignInKind(kind).label)


@transaction.atomic
def device_end(*, device: SignedInDevice) -> None:
    """Sign one's own account out in another browser."""
    SessionStore().delete(device.session_key)
    device.delete()
    account_act_tell("accounts.device.ended", device.user, device=str(device))


@transaction.atomic
def other_devices_end(*, user: User, session_key: str, at: datetime) -> int:
    """Sign one's own account out everywhere but here; returns in how many browsers it was."""
    count = user.devices.living(at).exclude(session_key=session_key).count()
    sessions_end(user=user, session_key=session_key)
    account_act_tell("accounts.devices.ended", user, count=count)
    return count


def sessions_end(*, user: User, session_key: str = "") -> None:
    """End every session of an account, known as a device or not; its caller keeps that of `session_key` valid."""
    user.session_round += 1
    user.save(update_fields=["session_round"])
    user.devices.exclude(session_key=session_key).delete()


def large_print_set(*, user: User, large: bool) -> None:
    """Remember how somebody reads; no act, so nothing for the log."""
    user.large_print = large
    user.save(update_fields=["large_print"])


def sessions_tidy(*, at: datetime) -> None:
    """Forget sessions that lapsed, and the devices whose session is gone."""
    Session.objects.filter(expire_date__lt=at).delete()
    SignedInDevice.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@transaction.atomic
def passkey_add(*, user: User, name: str, credential: dict[str, Any]) -> Authenticator:
    """Keep a passkey that its form has checked; it signs in without user name and password."""
    passkey = WebAuthn.add(user, name, credential).instance
    account_act_tell("accounts.second_factor.added", user, kind=f"通行密钥“{name}”")
    return passkey


def sso_link(*, user: User, uid: str) -> SocialAccount:
    """Let whom the platform of single sign-on knows as `uid` in to this account; its caller tells the log."""
    if SocialAccount.objects.filter(provider=rules.SSO, uid=uid).exists():
        raise Conflict(rules.SSO_TAKEN.format(uid=uid))
    return SocialAccount.objects.create(user=user, provider=rules.SSO, uid=uid)


def sso_unlink(*, user: User) -> list[str]:
    """Take single sign-on from an account; returns the platform's numbers it was linked with."""
    links = SocialAccount.objects.filter(user=user, provider=rules.SSO)
    uids = list(links.values_list("uid", flat=True))
    if not uids:
        raise WrongState(f"{user.name}的账号没有关联单点登录,请刷新页面。")
    links.delete()
    return uids


@transaction.atomic
def own_sso_unlink(*, user: User) -> None:
    """Take single sign-on from one's own account."""
    uids = sso_unlink(user=user)
    account_act_tell("accounts.sso.unlinked", user, uid="、".join(uids))


def lock_out_tell(*, username: str) -> None:
    """Tell the log that an account takes no password for a while; an unknown name leaves nothing."""
    for user in User.objects.filter(username=username):
        acted.send(User, act="accounts.user.locked_out", subject=user, by=Actor.system(), facts={})


def account_act_tell(act: str, user: User, **facts: str | int) -> None:
    """Tell the log what an account's holder did with it, before any role is known."""
    holder = Actor(name=user.name, role="none", user_id=user.pk, role_title="本人")
    acted.send(User, act=act, subject=user, by=holder, facts=facts)
