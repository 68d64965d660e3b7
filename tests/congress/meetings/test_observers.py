"""Who attends without a vote: the list, and who came."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Observer, ObserverPresence, Speech
from apps.congress.meetings.rules.observers import ObserverLine, issues_with_lines, lines_of
from apps.congress.meetings.services import (
    meeting_cancel,
    meeting_create,
    observer_arrive,
    observer_depart,
    observer_remove,
    observers_add,
    observers_copy,
)
from apps.foundation.core.errors import Conflict, WrongState
from tests.congress.meetings.hall import IN_TIME, MORNING, plan


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("王明\t镇民政办主任\t应当列席", ObserverLine("王明", "镇民政办主任", "must")),
        ("1\t王明\t镇民政办主任", ObserverLine("王明", "镇民政办主任")),
        ("王明 镇民政办主任", ObserverLine("王明", "镇民政办主任")),
        ("王明,镇民政办主任", ObserverLine("王明", "镇民政办主任")),
        ("王明、镇民政办主任", ObserverLine("王明", "镇民政办主任")),
        ("王明", ObserverLine("王明")),
        ("  王明\t\t旁听 ", ObserverLine("王明", "", "auditing")),
    ],
)
def test_a_line_is_read_as_offices_write_it(row, line):
    assert lines_of(row) == [line]


def test_heads_and_empty_lines_are_left_out():
    assert lines_of("序号\t姓名\t职务\n\n1\t王明\t主任\n") == [ObserverLine("王明", "主任")]


def test_a_list_with_somebody_twice_says_where():
    issues = list(issues_with_lines([ObserverLine("王明", "主任"), ObserverLine("李红"), ObserverLine("王明", "主任")]))
    assert [issue.sentence for issue in issues] == ["第3行“王明”重复,请删去一行。"]


@pytest.mark.parametrize("lines", [[], [ObserverLine("王" * 61)], [ObserverLine("王", "长" * 121)]])
def test_an_empty_or_endless_list_is_refused(lines):
    assert list(issues_with_lines(lines))


def test_a_list_is_not_longer_than_a_hall():
    lines = [ObserverLine(f"张{number}") for number in range(300)]
    assert not list(issues_with_lines(lines))
    assert [issue.code for issue in issues_with_lines(lines, present=1)] == ["too_many"]


def add(hall, *names, kind="invited", meeting=None, **values):
    lines = [ObserverLine(name, "镇干部") for name in names]
    return observers_add(meeting=meeting or hall.meeting, lines=lines, kind=kind, by=hall.staff, at=IN_TIME, **values)


def test_they_are_numbered_in_the_order_written(planned):
    add(planned, "王明", "李红")
    add(planned, "赵强", kind="must")
    assert list(Observer.objects.values_list("number", "name", "kind")) == [
        (1, "王明", "invited"), (2, "李红", "invited"), (3, "赵强", "must"),
    ]  # fmt: skip


def test_nobody_is_on_the_list_twice(planned):
    add(planned, "王明")
    with pytest.raises(Conflict, match="王明已在列席名单上"):
        add(planned, "李红", "王明")
    assert Observer.objects.count() == 1


def test_a_deputy_attends_and_does_not_observe(planned):
    with pytest.raises(Conflict, match="安然是本届代表,应当出席会议,不作列席"):
        add(planned, "王明", "安然")
    assert not Observer.objects.exists()
    add(planned, "安然", namesakes=True)
    assert Observer.objects.get().name == "安然"


def test_the_list_of_the_last_meeting_is_taken_over_but_for_who_became_a_deputy(planned):
    add(planned, "王明", kind="must")
    add(planned, "安然", namesakes=True)
    later = meeting_create(term=planned.term, plan=plan(), by=planned.staff, at=IN_TIME)
    observers_copy(meeting=later, by=planned.staff, at=IN_TIME)
    assert list(later.observers.values_list("name", "kind")) == [("王明", "must")]
    with pytest.raises(WrongState, match="没有可以沿用的列席人员"):
        observers_copy(meeting=later, by=planned.staff, at=IN_TIME)


def test_a_list_of_a_cancelled_meeting_stands(planned):
    meeting_cancel(meeting=planned.meeting, reason="台风", by=planned.staff, at=IN_TIME)
    with pytest.raises(WrongState, match="不能修改列席名单"):
        add(planned, "王明")


def arrive(hall, observer):
    return observer_arrive(observer=observer, sitting=hall.sitting, by=hall.staff, at=MORNING)


def test_a_tick_counts_once_and_can_be_taken_back(hall):
    (observer,) = add(hall, "王明")
    arrive(hall, observer)
    arrive(hall, observer)
    assert ObserverPresence.objects.get().arrived_at == MORNING
    observer_depart(observer=observer, sitting=hall.sitting, by=hall.staff, at=MORNING)
    assert not ObserverPresence.objects.exists()


def test_nobody_is_ticked_before_the_check_in(noticed):
    (observer,) = add(noticed, "王明")
    with pytest.raises(WrongState, match="不能登记列席"):
        arrive(noticed, observer)


def test_somebody_of_another_meeting_cannot_be_ticked(hall):
    other = meeting_create(term=hall.term, plan=plan(), by=hall.staff, at=IN_TIME)
    (observer,) = add(hall, "王明", meeting=other)
    with pytest.raises(WrongState, match="不在本次会议的列席名单上"):
        arrive(hall, observer)


def test_who_came_or_spoke_stays_on_the_list(hall):
    came, spoke, neither = add(hall, "王明", "李红", "赵强")
    arrive(hall, came)
    Speech.objects.create(sitting=hall.sitting, observer=spoke, name=spoke.name, place=1, asked_at=MORNING)
    for observer in (came, spoke):
        with pytest.raises(WrongState, match="已有到会或发言记录"):
            observer_remove(observer=observer, reason="误列", by=hall.staff, at=MORNING)
    observer_remove(observer=neither, reason="误列", by=hall.staff, at=MORNING)
    assert [row.observer.name for row in selectors.attending_at(hall.sitting)] == ["王明", "李红"]


@pytest.fixture
def client(hall):
    with time_machine.travel(MORNING, tick=False):
        yield hall.cast.client("staff")


def at(name, hall):
    return reverse(name, args=[hall.meeting.public_id])


def test_a_pasted_list_becomes_rows_and_a_spreadsheet(client, hall):
    data = {"text": "姓名\t职务\n王明\t主任\t应当列席\n李红\t副主任", "kind": "invited"}
    assert client.post(at("meetings_observers_add", hall), data).status_code == 302
    book = load_workbook(BytesIO(b"".join(client.get(at("meetings_observers", hall), {"export": "xlsx"}))))
    assert [[cell.value for cell in row[:4]] for row in book.active.iter_rows(min_row=2)] == [
        ["王明", 1, "主任", "应当列席"], ["李红", 2, "副主任", "邀请列席"],
    ]  # fmt: skip


def test_a_refused_list_stays_typed(client, hall):
    text = client.post(at("meetings_observers_add", hall), {"text": "安然 镇长", "kind": "must"}).content.decode()
    assert "应当出席会议,不作列席" in text
    assert "安然 镇长</textarea>" in text


def test_staff_tick_on_the_sittings_page(client, hall):
    (observer,) = add(hall, "王明")
    url = reverse("meetings_observer_toggle", args=[hall.sitting.public_id, observer.public_id])
    assert "08:30 到会" in client.post(url, {"here": "1"}).content.decode()
    assert "未到" in client.post(url, {"here": "0"}).content.decode()
    assert hall.cast.client("deputy").post(url, {"here": "1"}).status_code == 403
    assert hall.cast.client("other_staff").post(url, {"here": "1"}).status_code == 404


def test_the_list_of_another_town_is_not_found(client, hall):
    (observer,) = add(hall, "王明")
    url = reverse("meetings_observer", args=[observer.public_id])
    assert client.get(url).status_code == 200
    assert hall.cast.client("other_staff").get(url).status_code == 404
    remove = reverse("meetings_observer_remove", args=[observer.public_id])
    assert hall.cast.client("leader").post(remove).status_code == 403


def test_the_list_stays_within_its_budget_of_queries(client, hall, django_assert_max_num_queries):
    add(hall, *[f"张{number}" for number in range(25)])
    with django_assert_max_num_queries(16):
        client.get(at("meetings_observers", hall))
