"""Opinions of the groups by item of the agenda, with those that probably say the same; who may be asked what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from apps.congress.matters.rules.likeness import LIKELY, bigrams
from apps.congress.meetings.models import AgendaItem, Attendance, GroupOpinion, Meeting, Sitting
from apps.congress.meetings.selectors.handed import ANSWERS, BIGRAMS
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import GroupKind, Membership

ANSWERING = (UnitKind.GOVERNMENT, UnitKind.STREET_OFFICE, UnitKind.DEPARTMENT, UnitKind.STATION, UnitKind.OTHER)
SEATED_IN = (GroupKind.DELEGATION, GroupKind.DEPUTY_GROUP)
WHOLE = "综合意见"
UNGROUPED = "未分组"


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion with its number in the list and the numbers of those likely the same."""

    number: int
    opinion: GroupOpinion
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupLines:
    name: str
    lines: list[OpinionLine]


@dataclass(frozen=True, slots=True)
class ItemOpinions:
    """All that was said on one item; the item is None for what concerns none of them."""

    item: AgendaItem | None
    groups: list[GroupLines]

    @property
    def title(self) -> str:
        return self.item.title if self.item else WHOLE

    @property
    def lines(self) -> list[OpinionLine]:
        return [line for group in self.groups for line in group.lines]


def opinions_by_item(meeting: Meeting, actor: Actor) -> list[ItemOpinions]:
    """What `actor` may see, in the order of the agenda, then by group; numbered within the meeting."""
    rows = GroupOpinion.objects.visible_to(actor).filter(meeting=meeting, is_withdrawn=False)
    rows = rows.select_related("agenda_item", "unit", "handover__matter__merged_into").defer(*BIGRAMS)
    return grouped(list(rows.prefetch_related(*ANSWERS).order_by(*_ORDER)))


_ORDER = ("agenda_item__number", "group_name", "pk")  # PostgreSQL puts opinions on no item last


def grouped(rows: Sequence[GroupOpinion]) -> list[ItemOpinions]:
    numbered = list(enumerate(rows, start=1))
    found = []
    for item, of_item in groupby(numbered, key=lambda row: row[1].agenda_item):
        lines = _marked(list(of_item))
        groups = groupby(lines, key=lambda line: line.opinion.group_name or UNGROUPED)
        found.append(ItemOpinions(item, [GroupLines(name, list(members)) for name, members in groups]))
    return found


def _marked(rows: list[tuple[int, GroupOpinion]]) -> list[OpinionLine]:
    """Jaccard's measure of the bigrams, as submissions are compared (matters)."""
    grams = {number: set(bigrams(opinion.text)) for number, opinion in rows}
    return [
        OpinionLine(
            number, opinion, tuple(other for other in grams if other != number and _alike(grams, number, other))
        )
        for number, opinion in rows
    ]


def _alike(grams: dict[int, set[str]], one: int, other: int) -> bool:
    both = grams[one] | grams[other]
    return one != other and bool(both) and len(grams[one] & grams[other]) >= LIKELY * len(both)


def withdrawn_opinions(meeting: Meeting, actor: Actor) -> QuerySet[GroupOpinion]:
    return GroupOpinion.objects.visible_to(actor).filter(meeting=meeting, is_withdrawn=True)


def group_of(meeting: Meeting, person_id: int | None, on: date) -> str:
    """The delegation or group a member sits in at the meeting: as their attendance has it, else as of today."""
    seated = Attendance.objects.filter(sitting__meeting=meeting, person=person_id).exclude(group_name="")
    if name := seated.order_by("-pk").values_list("group_name", flat=True).first():
        return name
    own = Membership.objects.on(on).filter(group__term=meeting.term_id, person=person_id, group__kind__in=SEATED_IN)
    return own.order_by("group__kind").values_list("group__name", flat=True).first() or ""


def group_names(meeting: Meeting) -> list[str]:
    """What staff may choose from."""
    rows = meeting.term.groups.filter(kind__in=SEATED_IN)
    return list(rows.values_list("name", flat=True))


def units_asked(meeting: Meeting, on: date) -> QuerySet[Unit]:
    """Organs and departments of the area that may have to answer."""
    return Unit.objects.on(on).filter(area=meeting.body.area_id, kind__in=ANSWERING).order_by("kind", "name")


def running_sitting(meeting: Meeting, public_id: str) -> Sitting | None:
    """The sitting in which something is said, as the page's address names it; none where it names none."""
    return next((one for one in meeting.sittings.all() if str(one.public_id) == public_id), None)
