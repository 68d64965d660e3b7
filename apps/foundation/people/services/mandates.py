"""Seats: given, suspended, resumed, ended; each move closes one dated row and opens the next."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError, Issue, NotReady, require_ready
from apps.foundation.organisations.models import ElectoralDistrict
from apps.foundation.people.models import (
    Mandate,
    MandateKind,
    MandateState,
    MandateStatus,
    Membership,
    Person,
    Post,
    Term,
)
from apps.foundation.people.rules import mandates as rules

DONE = {
    "suspend": "people.mandate.suspended",
    "resume": "people.mandate.resumed",
    "end": "people.mandate.ended",
    "return": "people.mandate.returned",
}


def kind_in(term: Term) -> str:
    """Who sits in the body: deputies in a congress, representatives in a street's meeting, members of a committee."""
    if term.body.is_committee:
        return MandateKind.MEMBER
    return MandateKind.REPRESENTATIVE if term.body.is_street_body else MandateKind.DEPUTY


@transaction.atomic
def mandate_give(
    *,
    person: Person,
    term: Term,
    starts_on: date,
    by: Actor,
    at: datetime,
    electoral_district: ElectoralDistrict | None = None,
    recommending_unit: str = "",
    certificate_number: str = "",
) -> Mandate:
    """Seat a person in a term from a day on. Raises Conflict where they have held a seat of this term before."""
    if starts_on < term.first_session_on or (term.ended_on and starts_on >= term.ended_on):
        raise NotReady(
            [Issue("outside_term", f"资格起始日期应在本届任期之内({chinese_date(term.first_session_on)}起)。")]
        )
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                person=person,
                term=term,
                kind=kind_in(term),
                electoral_district=electoral_district,
                recommending_unit=recommending_unit,
                certificate_number=certificate_number,
            )
    except IntegrityError as error:
        raise Conflict(f"{person.name}在本届已有代表资格记录,请在此人页面的原资格上办理“重新取得资格”。") from error
    MandateStatus.objects.create(mandate=mandate, state=MandateState.SERVING, starts_on=starts_on)
    audit.record("people.mandate.given", on=person, by=by, area_path=term.body.area.path, term=str(term))
    return mandate


def mandate_suspend(
    *, mandate: Mandate, reason: str, document: str, on: date, by: Actor, at: datetime
) -> MandateStatus:
    """暂停执行代表职务 (代表法第61条); `reason` is a code of rules.SUSPENSION_REASONS."""
    return _move(mandate, "suspend", reason, document, on, by, at)


def mandate_resume(*, mandate: Mandate, document: str, on: date, by: Actor, at: datetime) -> MandateStatus:
    """恢复执行代表职务: the ground of the suspension is gone."""
    return _move(mandate, "resume", "cause_gone", document, on, by, at)


def mandate_return(*, mandate: Mandate, reason: str, document: str, on: date, by: Actor, at: datetime) -> MandateStatus:
    """An ended seat of a running term is held again: elected again in a by-election, or ended by mistake.

    Groups and posts that ended with the seat are entered anew.
    """
    require_ready(rules.issues_before_returning(on, mandate.term.ended_on))
    return _move(mandate, "return", reason, document, on, by, at)


@transaction.atomic
def mandate_end(*, mandate: Mandate, reason: str, document: str, on: date, by: Actor, at: datetime) -> MandateStatus:
    """终止代表资格 (代表法第62条): the seat, the offices bound to it and the groups of the term end on one day."""
    status = _move(mandate, "end", reason, document, on, by, at)
    Membership.objects.on(on).filter(person=mandate.person_id, group__term=mandate.term_id).update(until=on)
    for post in _posts_bound_to(mandate, on):
        post.until = on
        post.save(update_fields=["until"])
        why, path = "代表资格终止,职务相应终止", post.unit.area.path
        audit.record("people.post.ended", on=mandate.person, by=by, reason=why, area_path=path, post=str(post))
    return status


@transaction.atomic
def _move(mandate: Mandate, act: str, reason: str, document: str, on: date, by: Actor, at: datetime) -> MandateStatus:
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("term__body__area", "person").get(pk=mandate.pk)
    )
    reasons = rules.reasons_for(act, mandate.kind)
    if reason not in reasons:
        raise DomainError("请从列表中选择法定事由。")
    current = mandate.statuses.order_by("starts_on", "pk").last()
    if current is None:
        raise DomainError("此资格没有状态记录,请联系系统管理员。")
    state = rules.moved(current.state, act)
    require_ready(rules.issues_before_moving(on, current.starts_on, local_day(at)))
    current.until = on
    current.save(update_fields=["until"])
    status = MandateStatus.objects.create(
        mandate=mandate, state=state, starts_on=on, reason=reasons[reason], document=document
    )
    audit.record(
        DONE[act],
        on=mandate.person,
        by=by,
        reason=reasons[reason],
        area_path=mandate.term.body.area.path,
        term=str(mandate.term),
        day=chinese_date(on),
    )
    return status


def _posts_bound_to(mandate: Mandate, on: date) -> list[Post]:
    body = mandate.term.body
    kinds = rules.POSTS_BOUND_TO_SEAT.get(body.kind, ())
    return list(
        Post.objects.select_related("unit__area")
        .on(on)
        .filter(person=mandate.person_id, unit__area=body.area_id, unit__kind__in=kinds, title__in=rules.ELECTED_TITLES)
    )
