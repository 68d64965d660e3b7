"""An inspection of the town (ten deputies) in any state, and its people."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from apps.congress.inspections.models import Inspection, Opinion
from apps.congress.inspections.services.reporting import (
    OpinionLine,
    ReportText,
    opinions_hand_over,
    report_finish,
    report_save,
)
from apps.congress.inspections.services.setting_up import (
    InspectionDraft,
    StopLine,
    inspection_create,
    inspection_notice,
    participants_set,
    route_set,
)
from apps.congress.inspections.services.taking_part import inspection_hold, sign_in_by_list
from apps.congress.matters.models import Reply
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from tests.cast import Cast
from tests.congress.matters.answering import answered

BEFORE = datetime(2026, 3, 16, 2, tzinfo=UTC)
AT = datetime(2026, 3, 20, 2, tzinfo=UTC)
DAY = date(2026, 3, 20)
DUE = date(2026, 4, 20)
TEXT = ReportText("察看供水站2处。", "末端水压不足。")


def draft(**values) -> InspectionDraft:
    fixed = {
        "theme": "农村饮水安全", "starts_on": DAY, "ends_on": DAY, "gathers_at": datetime(2026, 3, 20, 1, tzinfo=UTC),
        "gathers_place": "镇政府门口", "basis": "年度监督计划",
    }  # fmt: skip
    return InspectionDraft(**fixed | values)


@dataclass
class Field:
    """Leads an inspection from state to state; four deputies are asked, three come."""

    cast: Cast
    staff: Actor
    office: Unit = field(init=False)

    def __post_init__(self) -> None:
        self.office = Unit.objects.get(kind="government")

    def people(self, count: int = 4) -> list[Person]:
        return self.cast.deputies()[:count]

    def deputy(self, number: int = 0) -> Actor:
        person = self.cast.deputies()[number]
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip

    def planned(self, **values) -> Inspection:
        inspection = inspection_create(term=self.cast.term, draft=draft(**values), by=self.staff, at=BEFORE)
        lines = [StopLine(place="红星村供水站", unit=self.office), StopLine(place="新民村供水点", host="新民村村委会")]
        route_set(inspection=inspection, lines=lines, by=self.staff, at=BEFORE)
        participants_set(inspection=inspection, people=self.people(), by=self.staff, at=BEFORE)
        return inspection

    def noticed(self, **values) -> Inspection:
        return inspection_notice(inspection=self.planned(**values), by=self.staff, at=BEFORE)

    def held(self, **values) -> Inspection:
        inspection = self.noticed(**values)
        for person in self.people(3):
            sign_in_by_list(inspection=inspection, person=person, by=self.staff, at=AT)
        return inspection_hold(inspection=inspection, by=self.staff, at=AT)

    def reported(self, opinions: int = 2, **values) -> Inspection:
        inspection = self.held(**values)
        lines = [OpinionLine(f"意见{number}", self.office) for number in range(1, opinions + 1)]
        report_save(inspection=inspection, text=TEXT, opinions=lines, revision=0, by=self.staff, at=AT)
        return report_finish(inspection=inspection, by=self.staff, at=AT)

    def handed_over(self, opinions: int = 2, at: datetime = AT, **values) -> Inspection:
        return opinions_hand_over(inspection=self.reported(opinions, **values), by=self.staff, at=at)

    def opinion(self, **values) -> Opinion:
        return self.handed_over(1, **values).opinions.get()

    def answer(self, opinion: Opinion, days: int = 10, **values) -> Reply:
        """The unit takes it, drafts the reply and has it signed within an hour."""
        return answered(self.cast, opinion.matter, AT + timedelta(days=days), **values)
