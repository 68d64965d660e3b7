"""A registration that uses every field there is."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.audiences import PUBLIC
from apps.foundation.core.dates import local_day
from apps.foundation.core.registry import (
    Deadline,
    DocumentKind,
    Event,
    Figure,
    Hit,
    Measure,
    MenuItem,
    NoticeText,
    PolicyKey,
    Related,
    Role,
    System,
    Timed,
    TodoItem,
    Watch,
    register,
)
from apps.foundation.core.vitals import Finding, Light, Vital
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import asked
from tests.dummy_system.models import Note

OBSERVER = "observer"


def todo(actor: Actor, on: date) -> Iterable[TodoItem]:
    notes = Note.objects.visible_to(actor).filter(done=False)
    return [TodoItem(note.title, reverse("dummy_system_note_list"), note.due) for note in notes]


def deadlines(on: date, watch: Watch) -> Iterable[Deadline]:
    page = reverse("dummy_system_note_list")
    for note in Note.objects.undone(on).filter(asked(watch, due="due", person="person")).iterator():
        yield Deadline(f"{note.title}到期", note.due, page, (note.person_id,), f"dummy_system.note:{note.public_id}")


def events(actor: Actor, on: date) -> Iterable[Event]:
    for note in Note.objects.filter(person=actor.person_id).undone(on):
        begins = timezone.make_aware(datetime.combine(note.due, time(9)))
        yield Event(f"note-{note.public_id}", f"办理{note.title}", begins, url=reverse("dummy_system_note_list"))


def search(actor: Actor, text: str) -> Iterable[Hit]:
    notes = Note.objects.visible_to(actor).filter(title__icontains=text)
    return (Hit(note.title, reverse("dummy_system_note_list"), "事项") for note in notes)


def related(subject: object, actor: Actor) -> Iterable[Related]:
    return [Related("示例事项", reverse("dummy_system_note_list"))] if isinstance(subject, Person) else []


def figures(actor: Actor, on: date) -> Iterable[Figure]:
    undone = Note.objects.visible_to(actor).filter(done=False).count()
    return [Figure("未办结的示例事项", undone, "期限未到、尚未办结的事项数", alarm=undone > 0)]


def undone_by_area(path: str, on: date) -> Mapping[int, int]:
    rows = Note.objects.undone(on).filter(person__area__path__startswith=path)
    return dict(rows.values_list("person__area").annotate(Count("pk")))


def demo(at: datetime) -> None:
    person = Person.objects.order_by("pk").first()
    if person:
        Note.objects.create(person=person, title="演示事项", due=local_day(at))


register(
    System(
        slug="dummy_system",
        title="示例系统",
        urls=("dummy/", "tests.dummy_system.urls"),
        menu=[MenuItem("示例事项", "dummy_system_note_list", "notes")],
        public_pages=[MenuItem("示例公开页", "dummy_system_open", "world")],
        todo=todo,
        deadlines=deadlines,
        events=events,
        search=search,
        related=related,
        figures=figures,
        measures=[
            Measure(
                "dummy_undone", "未办结事项", "期限未到、尚未办结的事项数", undone_by_area,
                lambda area: reverse("dummy_system_note_list"), alarm=True,
            )
        ],
        schedule=[Timed("dummy_system.count_notes", timedelta(hours=1))],
        roles=[Role(OBSERVER, "观察员")],
        policies=[PolicyKey("dummy_system.days", "示例事项办理天数", 7, "int", "free", "本平台默认值", minimum=1)],
        documents=[DocumentKind("dummy_note", "示例事项单")],
        notice_texts=[
            NoticeText("dummy_system.finished", "示例事项办结", "{note}已办结", "由{actor}办结。",
                       {"note": "事项标题", "actor": "办理人"}, {"note": "核对名册"}),
        ],
        audiences={
            "dummy_system_open": PUBLIC,
            "dummy_system_note_list": frozenset({STAFF, OBSERVER}),
            "dummy_system_note_finish": frozenset({STAFF, OBSERVER}),
        },
        acts={"dummy_system.note.finished": "{actor}办结了“{subject}”"},
        vitals=[Vital("dummy", "示例部分", lambda at: Finding(Light.GREEN, "示例正常。"), "请看示例。")],
        unrecorded=frozenset({"dummy_system_open"}),
        demo=demo,
        order=60,
    )
)  # fmt: skip
