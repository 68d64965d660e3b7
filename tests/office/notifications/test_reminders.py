"""Each reminder once, with today's truth, whatever ran twice, was killed or did not run at all."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail as outbound
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.models import Holiday, OutboxTask
from apps.foundation.core.registry import Deadline, System
from apps.foundation.policies.models import Policy
from apps.office.notifications import policies, services
from apps.office.notifications.models import DeliveryAttempt, Notice, ReminderRun
from apps.office.notifications.rules.reminders import Plan, issues_with_days, stage_of, when_told, working_days_to
from apps.office.notifications.services import reminding
from tests.office.notifications.test_channels import together

DUE = date(2026, 3, 20)  # a Friday
USUAL = Plan((3, 1), 3, 5)
SPRING_FESTIVAL = {date(2026, 2, day): False for day in range(15, 24)} | {
    date(2026, 2, 14): True,
    date(2026, 2, 28): True,
}


class Source:
    """A system whose dates a test sets."""

    def __init__(self):
        self.dates, self.error = [], None

    def __call__(self, on, watch):
        yield from self.dates
        if self.error:
            raise self.error

    def add(self, *people, title="答复代表建议", on=DUE, key=""):
        key = key or f"source.{len(self.dates)}"
        self.dates.append(Deadline(title, on, f"/{key}/", tuple(person.pk for person in people), key))


@pytest.fixture
def source(monkeypatch):
    """The only system with dates."""
    made = Source()
    others = [system for system in registry.systems() if system.deadlines is None]
    own = System(slug="source", title="示例来源", deadlines=made)
    monkeypatch.setattr(registry, "systems", lambda: [*others, own])
    return made


@pytest.fixture
def reader(cast):
    person = cast.people["deputy"]
    person.email = "anran@example.com"
    person.save()
    return person


def run(day, hour=8):
    return services.reminders_run(at=timezone.make_aware(datetime.combine(day, datetime.min.time()).replace(hour=hour)))


def told(person):
    """Titles of the reminders a person was given, in order."""
    return list(
        Notice.objects.filter(recipient=person, key__startswith="remind:")
        .order_by("pk")
        .values_list("title", flat=True)
    )


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 3, 16), None),
        (date(2026, 3, 17), -3),
        (date(2026, 3, 18), -3),
        (date(2026, 3, 19), -1),
        (DUE, 0),
        (date(2026, 3, 23), 0),
        (date(2026, 3, 25), 3),
        (date(2026, 3, 29), 3),
        (date(2026, 3, 30), 6),
        (date(2026, 8, 30), 15),
    ],
)
def test_stages_before_on_and_after_the_day(today, stage):
    assert stage_of(working_days_to(DUE, today, {}), today > DUE, USUAL) == stage


def test_none_after_the_day_where_a_place_wants_none():
    assert stage_of(-40, True, Plan((3,), 3, 0)) == 0


@pytest.mark.parametrize(
    ("due", "today", "distance", "told"),
    [
        (date(2026, 2, 25), date(2026, 2, 14), 2, "还有2个工作日到期"),
        (date(2026, 2, 25), date(2026, 2, 13), 3, "还有3个工作日到期"),
        (date(2026, 2, 18), date(2026, 2, 14), 0, "今天是2026年2月18日到期前最后一个工作日"),
        (date(2026, 2, 18), date(2026, 2, 24), -1, "已逾期1个工作日"),
        (date(2026, 2, 13), date(2026, 2, 28), -6, "已逾期6个工作日"),
        (date(2026, 2, 28), date(2026, 2, 28), 0, "今天到期"),
    ],
)
def test_working_days_across_the_spring_festival(due, today, distance, told):
    assert working_days_to(due, today, SPRING_FESTIVAL) == distance
    assert when_told(due, today, distance) == told


@pytest.mark.parametrize(
    ("text", "wrong"), [("3、1", False), ("10,5 1", False), ("不设", False), ("", True), ("0", True), ("三天", True)]
)
def test_days_before_are_numbers(text, wrong):
    assert bool(list(issues_with_days(text))) is wrong


def test_one_reminder_goes_out_as_it_is(source, reader):
    source.add(reader)
    assert (run(DUE).told, run(DUE)) == (1, None)
    assert told(reader) == ["答复代表建议(今天到期)"]
    notice = Notice.objects.get()
    assert (notice.url, notice.due, notice.digest, notice.gather) == ("/source.0/", DUE, None, "")
    assert OutboxTask.objects.get().args == [notice.pk, "mail", 1]


def test_all_of_a_day_are_one_message_that_lists_each_with_its_link(source, reader, settings):
    settings.PUBLIC_URL = "https://portal.example"
    for number, day in enumerate((19, 20, 23)):
        source.add(reader, title=f"事项{number}", on=date(2026, 3, day))
    run(DUE)
    digest = Notice.objects.whole().get()
    assert digest.title == "今天有3件事项需要办理:事项0(已逾期1个工作日)等"
    assert [part.title for part in digest.parts.order_by("due")] == [
        "事项0(已逾期1个工作日)", "事项1(今天到期)", "事项2(还有1个工作日到期)"
    ]  # fmt: skip
    ((notice_id, through, number),) = OutboxTask.objects.values_list("args", flat=True)
    assert services.notice_deliver(notice_id=notice_id, through=through, number=number, at=noon(DUE)).state == "sent"
    assert "1. 事项0(已逾期1个工作日)\nhttps://portal.example/source.0/" in outbound.outbox[0].body
    assert len(outbound.outbox) == 1


def rule(area, value, starts_on, key=policies.BEFORE):
    Policy.objects.create(key=key, area=area, value=value, starts_on=starts_on, source="示例", set_at=noon(DUE))


def noon(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()).replace(hour=12))


def test_the_same_stage_is_told_once_however_many_days_it_lasts(source, reader):
    source.add(reader)
    for day in range(16, 28):
        run(date(2026, 3, day))
    assert told(reader) == [
        "答复代表建议(还有3个工作日到期)", "答复代表建议(还有1个工作日到期)", "答复代表建议(今天到期)",
        "答复代表建议(已逾期3个工作日)",
    ]  # fmt: skip


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(source, reader):
    source.add(reader)
    for day in (17, 20, 16, 17, 19, 20):
        run(date(2026, 3, day))
    assert told(reader) == [
        "答复代表建议(还有3个工作日到期)", "答复代表建议(今天到期)", "答复代表建议(还有1个工作日到期)",
    ]  # fmt: skip


def test_a_date_that_moves_is_told_of_anew(source, reader):
    source.add(reader)
    run(DUE)
    source.dates.clear()
    source.add(reader, on=date(2026, 3, 24))
    run(date(2026, 3, 23))
    assert told(reader) == ["答复代表建议(今天到期)", "答复代表建议(还有1个工作日到期)"]


def test_days_off_are_no_days_for_reminders(source, reader):
    Holiday.objects.create(day=DUE, works=False, name="节日")
    source.add(reader)
    assert run(DUE) is None
    assert run(DUE + timedelta(days=1)) is None
    assert not Notice.objects.exists()


def test_after_an_outage_what_is_due_is_said_once_with_todays_truth(source, reader):
    source.add(reader)
    run(date(2026, 3, 17))
    late = run(date(2026, 3, 26))
    assert late.missed == 6
    assert told(reader) == ["答复代表建议(还有3个工作日到期)", "答复代表建议(已逾期4个工作日)"]
    assert run(date(2026, 3, 27)).missed == 0


def test_a_place_sets_when_its_people_are_reminded(cast, source, reader):
    other = cast.people["other_deputy"]
    source.add(reader, other, on=date(2026, 3, 27))
    rule(cast.town, "5", date(2026, 1, 1))
    run(DUE)
    assert (told(reader), told(other)) == (["答复代表建议(还有5个工作日到期)"], [])


def test_a_rule_changed_meanwhile_holds_from_the_next_run(cast, source, reader):
    source.add(reader, on=date(2026, 3, 26))
    run(DUE)
    assert told(reader) == []
    rule(None, "4、1", date(2026, 3, 23))
    run(date(2026, 3, 23))
    assert told(reader) == ["答复代表建议(还有3个工作日到期)"]


def test_a_system_that_fails_holds_up_no_other_and_is_asked_again(source, reader):
    source.add(reader)
    source.error = KeyError("broken")
    assert (run(DUE).finished_at, run(DUE).problem) == (None, "示例来源")
    assert told(reader) == ["答复代表建议(今天到期)"]
    source.error = None
    source.add(reader, title="后来的一件")
    done = run(DUE)
    assert (done.problem, done.told, done.people) == ("", 2, 1)
    assert run(DUE) is None


@pytest.mark.parametrize("step", ["write", "notices_gather"])
def test_a_run_cut_short_is_finished_by_the_next_beat(source, reader, monkeypatch, step):
    for number in range(3):
        source.add(reader, title=f"事项{number}")
    with monkeypatch.context() as patch:
        if step == "write":
            write = reminding._Writer.write
            patch.setattr(reminding._Writer, "write", lambda self, chunk: write(self, chunk[:1]) or die())
        else:
            patch.setattr(reminding, step, die)
        with pytest.raises(SystemExit):
            run(DUE)
    assert not OutboxTask.objects.exists()
    assert run(DUE, hour=9).told == 3
    assert OutboxTask.objects.count() == 1
    assert Notice.objects.whole().get().parts.count() == 3


def die(*args, **kwargs):
    raise SystemExit


def test_what_a_run_of_yesterday_left_unsent_is_told_with_the_words_of_today(source, reader, monkeypatch):
    source.add(reader)
    with monkeypatch.context() as patch:
        patch.setattr(reminding, "notices_gather", die)
        with pytest.raises(SystemExit):
            run(date(2026, 3, 17))
    run(date(2026, 3, 18))
    assert told(reader) == ["答复代表建议(还有2个工作日到期)"]
    assert OutboxTask.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_each_person_once(cast, source):
    people = cast.deputies()
    for person in people:
        person.email = f"{person.pk}@example.com"
        person.save()
    for number in range(30):
        source.add(*people, title=f"事项{number}")
    together(3, lambda: run(DUE))
    assert Notice.objects.filter(key__startswith="remind:").count() == 300
    assert Notice.objects.whole().count() == 10
    assert DeliveryAttempt.objects.count() == 10
    assert ReminderRun.objects.get().told == 300


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_runs_still_tell_once(cast, source, monkeypatch):
    monkeypatch.setattr(reminding, "_alone", free)
    people = cast.deputies()
    for number in range(10):
        source.add(*people, title=f"事项{number}")
    together(3, lambda: run(DUE))
    assert Notice.objects.filter(key__startswith="remind:").count() == 100
    assert not Notice.objects.exclude(gather="").exists()


class free:
    def __enter__(self):
        return True

    def __exit__(self, *error):
        return None
