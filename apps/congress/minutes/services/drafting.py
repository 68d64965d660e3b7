"""Beginning a record or minutes: the text is composed from what was recorded until now."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction

from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingState
from apps.congress.minutes import composers
from apps.congress.minutes.models import Minutes, MinutesKind, MinutesSection, SectionRevision, Source
from apps.congress.minutes.rules.sections import Section
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.selectors.page import details_mark
from apps.congress.minutes.services.records import locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ


@transaction.atomic
def minutes_draft(
    *, meeting: Meeting, kind: str, by: Actor, at: datetime, sitting: Sitting | None = None, recorder: str = "",
    presided_by: str = "",
) -> Minutes:  # fmt: skip
    """起草: of a meeting of which something was held, or of one sitting of it.

    Raises WrongState before anything was held, Conflict where the paper is there already.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=meeting.pk)
    if sitting is not None and sitting.meeting_id != meeting.pk:
        raise DomainError("所选会次不属于本次会议,请重新选择。")
    _require_held(meeting, sitting)
    existing = meeting.minutes.filter(sitting=sitting, kind=kind).first()
    if existing:
        raise Conflict(f"“{existing.title}”已由{existing.drafter_name}起草,请直接打开编辑。")
    composer = composers.composer_for(meeting, sitting, kind)
    organ = standing_organ(meeting.body, local_day(at))
    minutes = Minutes(
        body=meeting.body, organ=organ, meeting=meeting, sitting=sitting, kind=kind, composer=composer.slug,
        title=_title(meeting, sitting, kind), mark=_mark(organ.name if sitting else meeting.body.name),
        recorder=recorder.strip() or by.name,
        presided_by=presided_by.strip(), drafter_id=by.person_id, drafter_name=by.name, created_at=at, facts_as_of=at,
    )  # fmt: skip
    return _begun(minutes, by, at)


@transaction.atomic
def minutes_draft_for(
    *, subject: models.Model, composer: str, body: Unit, title: str, by: Actor, at: datetime, recorder: str = "",
    presided_by: str = "", mark: str = "",
) -> Minutes:  # fmt: skip
    """起草 for a thing of a system (会商会、调度会) with a composer of its own. The caller holds the subject's row."""
    kind = composers.composer_of(composer).kind
    label = subject._meta.label_lower
    rows = Minutes.objects.filter(subject_label=label, subject_id=subject.pk, kind=kind, composer=composer)
    existing = rows.first()
    if existing:
        raise Conflict(f"“{existing.title}”已由{existing.drafter_name}起草,请直接打开编辑。")
    minutes = Minutes(
        body=body, organ=body, subject_label=label, subject_id=subject.pk, kind=kind, composer=composer, title=title,
        mark=mark or _mark(body.name), recorder=recorder.strip() or by.name, presided_by=presided_by.strip(),
        drafter_id=by.person_id, drafter_name=by.name, created_at=at, facts_as_of=at,
    )  # fmt: skip
    return _begun(minutes, by, at)


@transaction.atomic
def minutes_complete(*, minutes: Minutes, by: Actor, at: datetime) -> list[MinutesSection]:
    """据事实补充章节: sections whose facts were recorded after the draft, put where they belong."""
    minutes = locked(minutes)
    move(minutes.state, "edit")
    now = composers.composed(minutes)
    known = {section.key: section for section in minutes.sections.all()}
    new = [section for section in now if section.key not in known]
    if not new:
        raise WrongState("登记的事实都已写进本稿,没有要补充的章节。请刷新页面。")
    order = _order([section.key for section in now], list(known))
    for number, key in enumerate(order, start=1):
        if key in known:
            MinutesSection.objects.filter(pk=known[key].pk).update(number=number)
    added = _write(minutes, new, by, at, numbers={key: number for number, key in enumerate(order, start=1)})
    _note_time(minutes, at)
    record("minutes.minutes.completed", minutes, by, sections="、".join(section.heading for section in added))
    return added


@transaction.atomic
def minutes_details_set(
    *, minutes: Minutes, recorder: str, presided_by: str, title: str, by: Actor, seen: str | None = None
) -> Minutes:
    """Title, recorder and chair, as they are printed.

    `seen` is the mark of what was read; raises Conflict where somebody saved since.
    """
    minutes = locked(minutes)
    move(minutes.state, "edit")
    if seen is not None and seen != details_mark(minutes):
        raise Conflict(f"标题、记录人或者主持人刚被他人修改过,{COMPARE}")
    if not title.strip():
        raise DomainError("请填写标题。")
    minutes.title, minutes.recorder, minutes.presided_by = title.strip(), recorder.strip(), presided_by.strip()
    minutes.save(update_fields=["title", "recorder", "presided_by"])
    record("minutes.minutes.details_set", minutes, by)
    return minutes


def _require_held(meeting: Meeting, sitting: Sitting | None) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise WrongState("会议已取消,没有记录可写。")
    held = meeting.sittings.filter(state__in=[SittingState.OPEN, SittingState.CLOSED])
    if sitting is not None and not held.filter(pk=sitting.pk).exists():
        raise WrongState("本场会议还没有举行,请在开会以后起草。")
    if not held.exists():
        raise WrongState("会议还没有开会,请在开会以后起草。")


def _title(meeting: Meeting, sitting: Sitting | None, kind: str) -> str:
    name = f"{meeting.title}{sitting.name if sitting else ''}"
    return f"{name}{'记录' if kind == MinutesKind.RECORD else '纪要'}"


def _mark(name: str) -> str:
    """纪要标志: ××主席团会议纪要; ××议事代表会议纪要."""
    return f"{name}纪要" if name.endswith("会议") else f"{name}会议纪要"


def _begun(minutes: Minutes, by: Actor, at: datetime) -> Minutes:
    sections = composers.composed(minutes)
    minutes.save(force_insert=True)
    _write(minutes, sections, by, at, numbers={one.key: number for number, one in enumerate(sections, start=1)})
    record("minutes.minutes.drafted", minutes, by)
    return minutes


def _write(
    minutes: Minutes, sections: Sequence[Section], by: Actor, at: datetime, *, numbers: dict[str, int]
) -> list[MinutesSection]:
    """Each section with its first revision, in two inserts."""
    rows = MinutesSection.objects.bulk_create(
        MinutesSection(minutes=minutes, key=one.key, number=numbers[one.key], heading=one.heading, level=one.level)
        for one in sections
    )
    SectionRevision.objects.bulk_create(
        SectionRevision(
            section=row, number=1, facts_text=one.text, text=one.text, source=Source.COMPOSED, by_name=by.name, at=at
        )
        for row, one in zip(rows, sections, strict=True)
    )
    return rows


def _order(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """The keys as the facts order them now; a section that they no longer have stays behind its old neighbour."""
    order = list(wanted)
    for index, key in enumerate(known):
        if key not in order:
            order.insert(order.index(known[index - 1]) + 1 if index else 0, key)
    return order


def _note_time(minutes: Minutes, at: datetime) -> None:
    minutes.facts_as_of = at
    minutes.save(update_fields=["facts_as_of"])
