"""Requests of 示例区 in every stage: before the town's leader, before its party committee, returned, approved."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open, step_approve, step_return


def load(at: datetime) -> None:
    """Write the requests; the people and their accounts must be there."""
    congress, committee = (Unit.objects.get(name=name) for name in ("青禾镇人民代表大会", "中共青禾镇委员会"))
    clerk, leader, chair = (_actor(username, at) for username in ("qinghe", "zhenwei", "daibiao1"))
    review = [StepDraft("核稿", person=_person(chair)), StepDraft("签发", person=_person(leader))]
    study = [StepDraft("核稿", person=_person(leader)), StepDraft("党委研究", organ=committee)]
    year = local_day(at).year

    rules = _open(congress, "demo.rules", f"{congress}议事规则(修订稿)", review, clerk, at - timedelta(days=12))
    step_approve(request=rules, step_number=1, opinion="同意,送签发。", by=chair, at=at - timedelta(days=11))
    step_approve(request=rules, step_number=2, opinion="", by=leader, at=at - timedelta(days=10))

    research = _open(congress, "demo.research", f"{year}年度代表视察调研方案", review, clerk, at - timedelta(days=6))
    reason = "视察时间与农忙重合,请调整到下月上旬;补充联系单位。"
    step_return(request=research, step_number=1, reason=reason, by=chair, at=at - timedelta(days=5))
    again = _open(congress, "demo.research", f"{year}年度代表视察调研方案", review, clerk, at - timedelta(days=2))
    step_approve(request=again, step_number=1, opinion="已按意见修改,同意。", by=chair, at=at - timedelta(days=1))

    plan = _open(congress, "demo.plan", f"{year + 1}年度会议预安排方案", study, clerk, at - timedelta(days=3))
    step_approve(request=plan, step_number=1, opinion="同意提请党委会议研究。", by=leader, at=at - timedelta(days=2))


def _open(subject: Unit, kind: str, title: str, steps: Sequence[StepDraft], by: Actor, at: datetime) -> ApprovalRequest:
    return request_open(
        subject=subject,
        kind=kind,
        title=title,
        area=subject.area,
        steps=steps,
        url=reverse("people_terms"),
        by=by,
        at=at,
    )


def _actor(username: str, at: datetime) -> Actor:
    user = Person.objects.select_related("user").get(user__username=username).user
    on = local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on)
    if actor is None:
        raise LookupError(f"{username} holds no role")
    return actor


def _person(actor: Actor) -> Person:
    return Person.objects.select_related("user").get(pk=actor.person_id)
