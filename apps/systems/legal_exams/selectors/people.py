"""Who runs and who watches the exams of an area, and who may be asked to approve."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.foundation.core.actors import EXAM_STAFF, INVIGILATOR, LEADER, STAFF
from apps.foundation.core.registry import Watch
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, RoleAssignment
from apps.foundation.policies.selectors import paths_to
from apps.systems.legal_exams.models import Exam


def exam_staff_by_area(area_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Area id -> person ids of those who run its exams; one query."""
    held = RoleAssignment.objects.on(on).filter(role=EXAM_STAFF, area__in=set(area_ids))
    people: dict[int, set[int]] = {}
    for area_id, person_id in held.values_list("area_id", "person_id"):
        people.setdefault(area_id, set()).add(person_id)
    return people


def exam_staff_of(area: Area, on: date) -> list[int]:
    return sorted(exam_staff_by_area([area.pk], on).get(area.pk, ()))


def runs_for(watch: Watch) -> Q:
    """Rows of the areas whose exams the person runs, by their field `office`; everything for everybody."""
    if watch.person_id is None:
        return Q()
    held = RoleAssignment.objects.on(watch.since).filter(role=EXAM_STAFF, area=OuterRef("office"))
    return Q(Exists(held.filter(person=watch.person_id)))


def invigilators_here(office: Area, on: date) -> QuerySet[Person]:
    held = RoleAssignment.objects.on(on).filter(role=INVIGILATOR, area=office)
    return Person.objects.filter(pk__in=held.values("person")).order_by("pinyin", "pk")


def approvers_here(office: Area, on: date, but: int | None) -> QuerySet[Person]:
    """Leaders and staff of the area, and others who run its exams, with an account; not who asks."""
    place = Q(area__path__in=paths_to(office.path), role__in=(LEADER, STAFF)) | Q(area=office, role=EXAM_STAFF)
    held = RoleAssignment.objects.on(on).filter(place)
    people = Person.objects.filter(pk__in=held.values("person"), user__is_active=True)
    return people.exclude(pk=but or 0).order_by("pinyin", "pk")


def watchers_of(exam: Exam) -> set[int]:
    """Person ids of its invigilators and of the chief."""
    people = set(exam.rooms.filter(invigilators__isnull=False).values_list("invigilators", flat=True))
    return people | ({exam.chief_id} if exam.chief_id else set())
