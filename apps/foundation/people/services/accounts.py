"""Accounts of people, and the slips with which they sign in."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.foundation.accounts.models import User
from apps.foundation.accounts.services import sessions_end, slip_issue, sso_link, sso_unlink
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.people.models import Person
from apps.foundation.people.selectors.slips import WITH_BODIES, slip_receivers

SLIPS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip fresh from the service; `code` exists only here and on paper."""

    person: Person
    code: str
    expires_at: datetime


@transaction.atomic
def accounts_open(*, people: Iterable[Person], by: Actor, at: datetime) -> list[Person]:
    """Give each of `people` who has none an account without password (a slip signs in); returns those."""
    keys = [person.pk for person in people]
    without = Person.objects.select_for_update(of=("self",)).filter(pk__in=keys, user__isnull=True)
    opened = list(without.select_related("area").order_by("pk"))
    taken = set(User.objects.values_list("username", flat=True)) if opened else set()
    for person in opened:
        username = _free_username(person, taken)
        person.user = User(username=username, name=person.name, password=make_password(None), date_joined=at)
    User.objects.bulk_create([person.user for person in opened if person.user])
    Person.objects.bulk_update(opened, ["user"], batch_size=1000)
    for person in opened:
        audit.record("people.account.opened", on=person, by=by, area_path=person.area.path)
    return opened


@transaction.atomic
def slips_issue(*, people: Sequence[Person], by: Actor, at: datetime, hours: int) -> list[IssuedSlip]:
    """Issue a slip for each of `people`, with an account for those who have none; all or none."""
    keys = [person.pk for person in people]
    if not keys:
        raise DomainError("没有选中人员:请先勾选要打印登录单的人员。")
    if len(keys) > SLIPS_AT_ONCE:
        raise DomainError(f"一次最多打印{SLIPS_AT_ONCE}张登录单,请分批办理。")
    allowed = slip_receivers(by, local_day(at)).filter(pk__in=keys)
    if len(set(allowed.values_list("pk", flat=True))) < len(set(keys)):
        raise NotAllowed(
            "所选人员中有人不在您的管辖范围内,或在上级任职、身兼人大工作人员、考试工作人员:"
            "任上级代表的,登录单由上级人大工作人员打印,其他的由系统管理员打印。"
        )
    accounts_open(people=people, by=by, at=at)
    issued = []
    for person in allowed.select_related("user", "area").prefetch_related(WITH_BODIES):
        assert person.user is not None
        slip, code = slip_issue(user=person.user, by=by, at=at, hours=hours)
        issued.append(IssuedSlip(person, code, slip.expires_at))
    return issued


@transaction.atomic
def account_lock(*, person: Person, reason: str, by: Actor, at: datetime) -> User:
    """Close an account: whoever is signed in with it is out at once, and its open slips end."""
    user = _account_of(person)
    if not user.is_active:
        raise WrongState(f"{person.name}的账号已经停用,请刷新页面。")
    if user.pk == by.user_id:
        raise NotAllowed("不能停用本人正在使用的账号,请由另一名系统管理员办理。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions_end(user=user)
    user.slips.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    audit.record("people.account.locked", on=person, by=by, reason=reason, area_path=person.area.path)
    return user


@transaction.atomic
def account_unlock(*, person: Person, reason: str, by: Actor, at: datetime) -> User:
    """Open a closed account again; a new slip or the old password signs in."""
    user = _account_of(person)
    if user.is_active:
        raise WrongState(f"{person.name}的账号没有停用,请刷新页面。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("people.account.unlocked", on=person, by=by, reason=reason, area_path=person.area.path)
    return user


@transaction.atomic
def account_sign_out(*, person: Person, reason: str, by: Actor, at: datetime) -> User:
    """End every session of an account; it stays open, and its holder signs in anew."""
    user = _account_of(person)
    sessions_end(user=user)
    audit.record("people.account.signed_out", on=person, by=by, reason=reason, area_path=person.area.path)
    return user


@transaction.atomic
def account_link(*, person: Person, uid: str, by: Actor, at: datetime) -> User:
    """Enter by which number the platform of single sign-on knows a person; it signs them in from now on."""
    user = _account_of(person)
    sso_link(user=user, uid=uid)
    audit.record("people.sso.linked", on=person, by=by, area_path=person.area.path, uid=uid)
    return user


@transaction.atomic
def account_unlink(*, person: Person, reason: str, by: Actor, at: datetime) -> User:
    """Take single sign-on from a person's account; every other way in stays."""
    user = _account_of(person)
    uids = "、".join(sso_unlink(user=user))
    audit.record("people.sso.unlinked", on=person, by=by, reason=reason, area_path=person.area.path, uid=uids)
    return user


@transaction.atomic
def second_factor_reset(*, person: Person, reason: str, by: Actor, at: datetime) -> User:
    """The phone that shows the digits or holds the passkey is lost: not asked for again, and signed out everywhere."""
    user = _account_of(person)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise WrongState(f"{person.name}没有启用两步验证,也没有登记通行密钥,无须清除。")
    sessions_end(user=user)
    audit.record("people.second_factor.reset", on=person, by=by, reason=reason, area_path=person.area.path)
    return user


def _account_of(person: Person) -> User:
    if person.user_id is None:
        raise WrongState(f"{person.name}还没有账号,打印登录单时自动开通。")
    return User.objects.select_for_update().get(pk=person.user_id)


def _free_username(person: Person, taken: set[str]) -> str:
    """`wangxiaoming` and four random digits: easy to read out, hard to guess a roster of."""
    stem = "".join(character for character in person.pinyin if character.isascii() and character.isalnum())[:24]
    while (username := f"{stem or 'user'}{secrets.randbelow(10_000):04}") in taken:
        pass
    taken.add(username)
    return username
