"""What follows the result of a season: its 公告, its 交办函, who has signed for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from apps.foundation.core.dates import local_day
from apps.foundation.core.registry import EVERYBODY, Deadline, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import executive_of
from apps.foundation.people.selectors import asked, staff_by_area
from apps.foundation.policies.selectors import resolve_many
from apps.office.documents.models import Delivery, Document, DocumentState
from apps.systems.livelihood_projects.models import Project, ProjectState, Season, SeasonState
from apps.systems.livelihood_projects.policies import BREAKDOWN_MONTHS, COMPLETION, MID_YEAR, RECTIFICATION_MONTHS

NOTICE, HAND_OVER = "livelihood_notice", "livelihood_hand_over"
CLOSING_RULES = (
    "livelihood.hand_over_days", "livelihood.receipt_days", BREAKDOWN_MONTHS, MID_YEAR, COMPLETION,
    RECTIFICATION_MONTHS,
)  # fmt: skip
OVER = (DocumentState.DISCARDED, DocumentState.WITHDRAWN)


def chosen_of(season: Season) -> list[Project]:
    """The projects the vote chose, in the order of the list."""
    return list(season.projects.filter(state=ProjectState.VOTED_IN).select_related("responsible_unit"))


def days_of(season: Season, rule: str, on: date) -> int:
    """Days a closing rule grants: as stored when the result was announced, else as in force on `on`."""
    if rule in season.frozen_rules:
        return season.frozen_rules[rule]["value"]
    return resolve_many([rule], area=season.body.area, on=on, body_kind=season.body.kind)[rule].value


def hand_over_by(season: Season, on: date) -> date | None:
    """The last day to hand the chosen projects over; the day of the announcement is not counted."""
    if season.announced_at is None:
        return None
    return local_day(season.announced_at) + timedelta(days=days_of(season, CLOSING_RULES[0], on))


def units_to_answer(season: Season, on: date) -> list[Unit]:
    """Who the hand-over letter goes to: the government or 办事处, and every responsible unit, each once."""
    executive = executive_of(season.body.area, on)
    units = [executive] if executive else []
    units += [project.responsible_unit for project in chosen_of(season)]
    return list({unit.pk: unit for unit in units}.values())


def season_of_document(document: Document) -> Season | None:
    """The season a closing document was made from."""
    if document.subject_id is None or document.subject_label != Season._meta.label_lower:
        return None
    return Season.objects.with_body().filter(pk=document.subject_id).first()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A unit that was sent the letter; `due` is when it should have signed."""

    delivery: Delivery
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The two documents that end a season, each None until it is drafted; a vote may have chosen nothing."""

    notice: Document | None
    hand_over: Document | None
    due: date | None
    receipts: Sequence[Receipt]
    has_chosen: bool

    @property
    def is_handed_over(self) -> bool:
        return self.hand_over is not None and self.hand_over.state == DocumentState.ISSUED

    @property
    def signed(self) -> int:
        return sum(receipt.delivery.received_at is not None for receipt in self.receipts)


def closing_of(season: Season, on: date) -> Closing | None:
    """How far an announced season has come; None before."""
    if season.state != SeasonState.ANNOUNCED:
        return None
    rows = Document.objects.of(season).filter(kind__in=(NOTICE, HAND_OVER)).exclude(state__in=OVER).defer("tree")
    found = {document.kind: document for document in rows}
    letter = found.get(HAND_OVER)
    return Closing(
        notice=found.get(NOTICE),
        hand_over=letter,
        due=hand_over_by(season, on),
        receipts=_receipts(season, letter, on) if letter and letter.state == DocumentState.ISSUED else (),
        has_chosen=season.projects.filter(state=ProjectState.VOTED_IN).exists(),
    )


def _receipts(season: Season, letter: Document, on: date) -> list[Receipt]:
    days = timedelta(days=days_of(season, CLOSING_RULES[1], on))
    return [
        Receipt(delivery, due := local_day(delivery.sent_at) + days, delivery.received_at is None and due < on)
        for delivery in letter.deliveries.select_related("unit")
    ]


def is_handed_over(season: Season) -> bool:
    """Whether its letter is issued."""
    letters = Document.objects.of(season).filter(kind=HAND_OVER)
    return letters.filter(state=DocumentState.ISSUED).exists()


def awaiting_hand_over(on: date) -> QuerySet[Season]:
    """Announced seasons whose letter is not issued, as long as their year is not over."""
    issued = Document.objects.filter(
        kind=HAND_OVER, subject_label=Season._meta.label_lower, subject_id=OuterRef("pk"), state=DocumentState.ISSUED
    )
    chose = Project.objects.filter(season=OuterRef("pk"), state=ProjectState.VOTED_IN)
    rows = Season.objects.filter(~Exists(issued), Exists(chose), state=SeasonState.ANNOUNCED, year__gte=on.year)
    return rows.with_body()


def hand_over_deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The last day to hand over, for the staff of the season's area."""
    rows = awaiting_hand_over(on).filter(asked(watch, area="term__body__area"))
    for chunk in in_chunks(rows.iterator(CHUNK), CHUNK):
        staff = staff_by_area((season.body.area_id for season in chunk), on)
        for season in chunk:
            if due := hand_over_by(season, on):
                people = tuple(sorted(staff.get(season.body.area_id, ())))
                key = f"livelihood.hand_over:{season.public_id}"
                yield Deadline(f"交办{season}", due, season.get_absolute_url(), people, key)
