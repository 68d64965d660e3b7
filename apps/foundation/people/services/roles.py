"""Roles and posts of a person."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import registry
from apps.foundation.core.actors import OPERATOR, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, Post, RoleAssignment
from apps.foundation.people.permissions import role_may_be_granted


@transaction.atomic
def role_grant(
    *,
    person: Person,
    role: str,
    starts_on: date,
    by: Actor,
    at: datetime,
    area: Area | None = None,
    unit: Unit | None = None,
) -> RoleAssignment:
    """Give a role in an area, or for a unit, as the role's own scope asks; never beyond the giver's own area."""
    known = registry.roles().get(role)
    if known is None:
        raise DomainError("没有这种角色,请重新选择。")
    where: dict[str, Any] = {"unit": unit, "area": None} if known.scope == "unit" else {"area": area, "unit": None}
    place = where["unit"] or where["area"]
    if place is None:
        raise DomainError("请选择所属单位。" if known.scope == "unit" else "请选择管辖区划。")
    path = place.area.path if known.scope == "unit" else place.path
    if not role_may_be_granted(by, role, path):
        raise NotAllowed(f"您不能授予“{known.title}”角色:只能在本人管辖范围内、按本人权限授予。")
    if RoleAssignment.objects.on(starts_on).filter(person=person, role=role, **where).exists():
        raise Conflict(f"{person.name}已经是{place}{known.title},不必重复授予。")
    try:
        with transaction.atomic():
            assignment = RoleAssignment.objects.create(person=person, role=role, starts_on=starts_on, **where)
    except IntegrityError as error:
        raise Conflict("此角色当日已有授予记录,请次日再授予。") from error
    audit.record("people.role.granted", on=person, by=by, area_path=path, role=known.title, place=str(place))
    return assignment


@transaction.atomic
def role_end(*, assignment: RoleAssignment, on: date, reason: str, by: Actor, at: datetime) -> RoleAssignment:
    """End a role from a day on. The last operator stays: nobody could open the door again."""
    operators = list(RoleAssignment.objects.select_for_update().filter(role=OPERATOR).on(on).order_by("pk"))
    assignment = (
        RoleAssignment.objects.select_for_update(of=("self",))
        .select_related("person", "area", "unit__area")
        .get(pk=assignment.pk)
    )
    if assignment.until and assignment.until <= on:
        raise Conflict("此角色已经终止,请刷新页面。")
    if on < assignment.starts_on:
        raise DomainError(f"终止日期不能早于授予日期({chinese_date(assignment.starts_on)})。")
    if [operator.pk for operator in operators] == [assignment.pk]:
        raise DomainError("这是最后一名系统管理员,不能终止。请先授予另一人系统管理员角色。")
    assignment.until = on
    assignment.save(update_fields=["until"])
    known = registry.roles().get(assignment.role)
    area = assignment.area or (assignment.unit and assignment.unit.area)
    audit.record(
        "people.role.ended",
        on=assignment.person,
        by=by,
        reason=reason,
        area_path=area.path if area else "",
        role=known.title if known else assignment.role,
        place=str(assignment.area or assignment.unit),
    )
    return assignment


@transaction.atomic
def post_give(*, person: Person, unit: Unit, title: str, starts_on: date, by: Actor, at: datetime) -> Post:
    """Enter a post held in a unit."""
    try:
        with transaction.atomic():
            post = Post.objects.create(person=person, unit=unit, title=title, starts_on=starts_on)
    except IntegrityError as error:
        raise Conflict(f"{person.name}在{unit}已有在任职务,请先免去原职务。") from error
    audit.record("people.post.given", on=person, by=by, area_path=unit.area.path, post=str(post))
    return post


@transaction.atomic
def post_end(*, post: Post, on: date, reason: str, by: Actor, at: datetime) -> Post:
    """End a post from a day on."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit__area", "person").get(pk=post.pk)
    if post.until and post.until <= on:
        raise Conflict("此职务已经免去,请刷新页面。")
    if on < post.starts_on:
        raise DomainError(f"免职日期不能早于任职日期({chinese_date(post.starts_on)})。")
    post.until = on
    post.save(update_fields=["until"])
    path = post.unit.area.path
    audit.record("people.post.ended", on=post.person, by=by, reason=reason, area_path=path, post=str(post))
    return post
