"""Papers of the town's meeting of 20 March 2026: item 1 is reported on by the town government."""

from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.congress.meetings.models import AgendaItem, Material, MaterialVersion
from apps.congress.meetings.services.materials import material_add, material_open, material_replace, material_send
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from tests.congress.meetings.hall import Hall

IN_MARCH = datetime(2026, 3, 12, 2, tzinfo=UTC)
DUE = date(2026, 3, 17)


def pdf(name: str = "政府工作报告.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 report", "application/pdf")


def item_of(hall: Hall) -> AgendaItem:
    """The first item, given to the unit of the handler."""
    item = hall.meeting.agenda.get(number=1)
    item.unit = Unit.objects.get(kind="government")
    item.save()
    return item


def added(hall: Hall, title: str = "政府工作报告", at: datetime = IN_MARCH, **values) -> MaterialVersion:
    fixed = {"agenda_item": item_of(hall), "file": pdf(), "text": "", "by": hall.staff}
    return material_add(meeting=hall.meeting, title=title, **fixed | values, at=at)


def sent(hall: Hall, **values) -> Material:
    material = added(hall, **values).material
    material_send(material=material, by=hall.staff, at=IN_MARCH)
    return material


def replaced(hall: Hall, material: Material, seen: int = 1, *, send: bool = True) -> MaterialVersion:
    version = material_replace(
        material=material, seen=seen, file=None, text="修改后的报告", note="更正数据", by=hall.staff, at=IN_MARCH
    )
    return material_send(material=material, by=hall.staff, at=IN_MARCH) if send else version


def read(version: MaterialVersion, person: Person):
    return material_open(version=version, person=person, at=IN_MARCH)
