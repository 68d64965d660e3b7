"""Setting an office up: its district, towns and streets, organs, terms and first operator, in one act."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from apps.foundation.accounts.models import User
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import OPERATOR, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState
from apps.foundation.organisations.models import BODY_KINDS, Area, AreaKind, Unit
from apps.foundation.organisations.rules import Organ, organs_of_district, organs_of_place
from apps.foundation.organisations.services import area_create, unit_create
from apps.foundation.people.models import RoleAssignment
from apps.foundation.people.rules.office import OfficePlan, TermPlan
from apps.foundation.people.selectors import operator_exists
from apps.foundation.people.services.persons import person_create
from apps.foundation.people.services.terms import term_open

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class OperatorPlan:
    """The first operator's account; the password has passed its rules."""

    name: str
    username: str
    password: str


@transaction.atomic
def office_set_up(*, plan: OfficePlan, operator: OperatorPlan, by: Actor, at: datetime) -> Area:
    """Enter an office into an empty portal; demo data and an office's own are never mixed."""
    _one_at_a_time()
    _require_empty()
    values = {"kind": AreaKind.DISTRICT, "name": plan.district, "code": plan.code, "starts_on": plan.since}
    district = Area.objects.add_root(values)
    _organs_found(district, organs_of_district(plan.district), plan.term, plan.since, by, at)
    for place in plan.places:
        area = area_create(
            parent=district, kind=place.kind, name=place.name, code="", starts_on=plan.since, by=by, at=at
        )
        organs = organs_of_place(place.kind, place.name, plan.district)
        _organs_found(area, organs, place.term, plan.since, by, at)
    audit.record("people.office.set_up", on=district, by=by, area_path=district.path, places=len(plan.places))
    operator_appoint(operator=operator, area=district, by=by, at=at)
    return district


@transaction.atomic
def operator_appoint(*, operator: OperatorPlan, area: Area, by: Actor, at: datetime) -> User:
    """Make the account of an operator where nobody operates the portal."""
    _one_at_a_time()
    if operator_exists(local_day(at)):
        raise WrongState("已经有系统管理员。请由现任系统管理员在系统内授予角色。")
    if User.objects.filter(username=operator.username).exists():
        raise Conflict(f"用户名“{operator.username}”已被使用,请换一个。")
    user = User.objects.create_user(operator.username, password=operator.password, name=operator.name)
    person = person_create(area=area, details={"name": operator.name}, by=by, at=at)
    person.user = user
    person.save(update_fields=["user"])
    RoleAssignment.objects.create(person=person, role=OPERATOR, area=area, starts_on=local_day(at))
    audit.record("people.operator.appointed", on=person, by=by, area_path=area.path)
    return user


def setup_code_issue() -> str:
    """A new code that opens the first-run page once; only its digest is kept, in DATA_DIR."""
    code = "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(3))
    path = _code_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_digest(code))
    path.chmod(0o600)
    return code


def setup_code_matches(code: str) -> bool:
    """Whether `code` is the one that was issued last and has not been used."""
    path = _code_path()
    return path.exists() and secrets.compare_digest(path.read_text(), _digest(code))


def setup_code_drop() -> None:
    """The code has done its work."""
    _code_path().unlink(missing_ok=True)


def _code_path() -> Path:
    return Path(settings.DATA_DIR) / "setup_code"


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().replace("-", "").encode()).hexdigest()


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('people.office'))")


def _require_empty() -> None:
    if Area.objects.filter(is_demo=True).exists():
        raise WrongState("库中是示例区演示数据,不能与本单位数据混用。请换一个空库(清空数据目录或改 DATABASE_URL)再建。")
    if Area.objects.exists():
        raise WrongState("本单位的区划已经建好,不能重复建立。新增镇街、届次请在系统内办理。")


def _organs_found(area: Area, organs: Iterable[Organ], term: TermPlan, since: date, by: Actor, at: datetime) -> None:
    founded: dict[str, Unit] = {}
    for organ in organs:
        unit = unit_create(
            area=area, kind=organ.kind, name=organ.name, short_name=organ.short_name,
            parent=founded.get(organ.under), starts_on=since, by=by, at=at,
        )  # fmt: skip
        founded[organ.kind] = unit
        if organ.kind in BODY_KINDS:
            term_open(
                body=unit, number=term.number, first_session_on=term.first_session_on,
                quota=term.quota, elected=term.quota, by=by, at=at,
            )  # fmt: skip
