"""述职: who reports, what they report, and the poll that assesses each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.congress.ballots.models import Method, Poll
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState, required
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import Activity, ActivityKind, ActivityState, Debrief
from apps.systems.deputy_stations.selectors.duty import body_of
from apps.systems.deputy_stations.services import telling_activities
from apps.systems.deputy_stations.services.activities import activity_locked
from apps.systems.deputy_stations.services.records import record


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """`base` is a Base of ballots: whether all members, those present or the valid sheets are measured."""

    title: str
    held_under: str
    base: str
    method: str = Method.NAMED


@transaction.atomic
def debriefs_set(*, activity: Activity, people: Sequence[Person], by: Actor, at: datetime) -> Activity:
    """Who reports. Raises Conflict where somebody goes whose assessment is under way."""
    activity = activity_locked(activity.pk)
    _require_open(activity)
    held = {row.person_id: row for row in activity.debriefs.all()}  # type: ignore[attr-defined]
    new = [person for person in dict.fromkeys(people) if held.pop(person.pk, None) is None]
    if any(row.poll_id for row in held.values()):
        raise Conflict("已经安排测评的代表不能从名单中删去。")
    activity.debriefs.filter(pk__in=[row.pk for row in held.values()]).delete()  # type: ignore[attr-defined]
    Debrief.objects.bulk_create(Debrief(activity=activity, person=person) for person in new)
    record("deputy_stations.debrief.people_set", activity, by, people=len(people))
    telling_activities.tell_debrief(activity, [person.pk for person in new], by=by, at=at)
    return activity


@transaction.atomic
def debrief_write(*, debrief: Debrief, text: str, by: Actor, at: datetime) -> Debrief:
    """述职报告, by the deputy or the office for them, until the assessment is announced."""
    activity_locked(debrief.activity_id)
    debrief = Debrief.objects.select_related("activity__station__area", "person").get(pk=debrief.pk)
    if by.is_member and by.person_id != debrief.person_id:
        raise NotAllowed("只能填写自己的述职报告。")
    if debrief.announced_at:
        raise WrongState("测评结果已经宣布,述职报告不能再修改。")
    debrief.report = required(text, "请填写述职报告。")
    debrief.save(update_fields=["report"])
    record("deputy_stations.debrief.written", debrief, by, name=debrief.person.name)
    return debrief


@transaction.atomic
def debriefs_assess(*, activity: Activity, draft: AssessmentDraft, sitting: Sitting, by: Actor, at: datetime) -> Poll:
    """Ask a sitting of the station's body for one grade of everybody who reports and is not assessed yet."""
    activity = activity_locked(activity.pk)
    _require_open(activity)
    body = body_of(activity.station, local_day(at))
    if body is None or sitting.meeting.body_id != body.pk:
        raise DomainError("请选择本级人大的会议。")
    rows = list(activity.debriefs.select_related("person").filter(poll__isnull=True))  # type: ignore[attr-defined]
    if not rows:
        raise WrongState("没有需要测评的代表:请先确定述职代表;已经安排测评的不能重复安排。")
    names = items_of([row.person.name for row in rows])
    poll = assessment_prepare(
        body=body, title=draft.title, items=names, held_under=draft.held_under, base=draft.base, method=draft.method,
        by=by, at=at,
    )  # fmt: skip
    sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    for row, name in zip(rows, names, strict=True):
        row.poll, row.item = poll, name
    Debrief.objects.bulk_update(rows, ["poll", "item"])
    record("deputy_stations.debrief.assessed", activity, by, title=poll.title, people=len(rows))
    return poll


@transaction.atomic
def grades_adopt(*, poll: Poll, outcome: Mapping[str, Any], by: Actor) -> None:
    """Write the announced grades onto the deputies; of an invalid vote they are freed to be asked again."""
    rows = list(Debrief.objects.filter(poll=poll).select_related("activity__station__area", "person"))
    if not rows or poll.announced_at is None:
        return
    if not outcome["valid"]:
        assessment_void(poll=poll)
        return
    found = {item["name"]: item for item in outcome["items"]}
    for row in rows:
        item = found[row.item]
        row.grade, row.counts, row.base, row.announced_at = (
            item["grade"], item["counts"], item["base"], poll.announced_at,
        )  # fmt: skip
        telling_activities.tell_grade(row, by=by, at=poll.announced_at)
    Debrief.objects.bulk_update(rows, ["grade", "counts", "base", "announced_at"])
    record("deputy_stations.debrief.graded", rows[0].activity, by, title=poll.title, people=len(rows))


def assessment_void(*, poll: Poll) -> None:
    """Whoever the poll asked about may be asked about by another."""
    Debrief.objects.filter(poll=poll, announced_at__isnull=True).update(poll=None, item="")


def items_of(names: Iterable[str]) -> list[str]:
    """Two deputies of one name are told apart by a number."""
    names = list(names)
    counts, seen = Counter(names), Counter[str]()
    items = []
    for name in names:
        seen[name] += 1
        items.append(f"{name}({seen[name]})" if counts[name] > 1 else name)
    return items


def _require_open(activity: Activity) -> None:
    if activity.kind != ActivityKind.DEBRIEF:
        raise WrongState("只有述职活动才有述职代表和测评。")
    if activity.state == ActivityState.CANCELLED:
        raise WrongState("述职活动已经取消。")
