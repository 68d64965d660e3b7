"""Terms of a body, and the groups of a term."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import (
    Group,
    MandateState,
    MandateStatus,
    Membership,
    Person,
    Term,
)


@transaction.atomic
def term_open(
    *, body: Unit, number: int, first_session_on: date, quota: int, elected: int, by: Actor, at: datetime
) -> Term:
    """Open a term; the one before ends with its first session, and so do the seats of that one (代表法: 届)."""
    body = Unit.objects.select_for_update(of=("self",)).select_related("area").get(pk=body.pk)
    if not body.is_body:
        raise DomainError(f"{body.name}不设届次。只有人民代表大会、区人大常委会和街道议事代表会议设届次。")
    last = body.terms.order_by("-number").first()
    if last and (number <= last.number or first_session_on <= last.first_session_on):
        raise DomainError(f"新一届的届次和首次会议日期都应在第{last.number}届之后。")
    term = Term.objects.create(
        body=body, number=number, first_session_on=first_session_on, quota=quota, elected=elected
    )
    if last:
        _term_close(last, first_session_on)
    audit.record("people.term.opened", on=term, by=by, area_path=body.area.path, quota=quota, elected=elected)
    return term


def _term_close(term: Term, on: date) -> None:
    term.ended_on = on
    term.save(update_fields=["ended_on"])
    MandateStatus.objects.filter(mandate__term=term, until__isnull=True, starts_on__lte=on).exclude(
        state=MandateState.ENDED
    ).update(until=on)
    Membership.objects.filter(group__term=term, until__isnull=True, starts_on__lte=on).update(until=on)


@transaction.atomic
def term_change(*, term: Term, first_session_on: date, quota: int, elected: int, by: Actor, at: datetime) -> Term:
    """Correct a term's numbers; sittings already held keep the numbers they copied."""
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=term.pk)
    before = f"名额{term.quota}、选出{term.elected}"
    term.first_session_on, term.quota, term.elected = first_session_on, quota, elected
    term.save(update_fields=["first_session_on", "quota", "elected"])
    audit.record(
        "people.term.changed",
        on=term,
        by=by,
        area_path=term.body.area.path,
        before=before,
        quota=quota,
        elected=elected,
    )
    return term


@transaction.atomic
def group_create(*, term: Term, kind: str, name: str, number: int, by: Actor, at: datetime) -> Group:
    """Form a delegation, deputy group or committee."""
    try:
        with transaction.atomic():
            group = Group.objects.create(term=term, kind=kind, name=name, number=number)
    except IntegrityError as error:
        raise Conflict(f"本届已有“{name}”,请换一个名称。") from error
    audit.record("people.group.created", on=group, by=by, area_path=term.body.area.path)
    return group


@transaction.atomic
def group_members_add(
    *, group: Group, people: Sequence[Person], starts_on: date, by: Actor, at: datetime, title: str = ""
) -> list[Membership]:
    """Put people into a group. A person is in one delegation only: an earlier one of the same kind ends."""
    Group.objects.select_for_update().get(pk=group.pk)
    inside = set(
        Membership.objects.on(starts_on).filter(group=group, person__in=people).values_list("person", flat=True)
    )
    new = [person for person in people if person.pk not in inside]
    if not new:
        raise Conflict("所选人员都已在本团组中。")
    if group.kind == "delegation":
        others = Membership.objects.on(starts_on).filter(
            group__term=group.term_id, group__kind=group.kind, person__in=new
        )
        others.update(until=starts_on)
    try:
        with transaction.atomic():
            added = Membership.objects.bulk_create(
                Membership(group=group, person=person, title=title, starts_on=starts_on) for person in new
            )
    except IntegrityError as error:
        raise Conflict("所选人员中有人已在本团组中,请刷新页面后重试。") from error
    names = "、".join(person.name for person in new[:20])
    path = group.term.body.area.path
    audit.record("people.group.joined", on=group, by=by, area_path=path, names=names, count=len(new))
    return added


@transaction.atomic
def membership_end(*, membership: Membership, on: date, by: Actor, at: datetime) -> Membership:
    """Take a person out of a group from a day on."""
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("group__term__body__area", "person")
        .get(pk=membership.pk)
    )
    if membership.until and membership.until <= on:
        raise Conflict("此人已经离开本团组,请刷新页面。")
    membership.until = max(on, membership.starts_on)
    membership.save(update_fields=["until"])
    path = membership.group.term.body.area.path
    audit.record("people.group.left", on=membership.group, by=by, area_path=path, names=membership.person.name)
    return membership
