"""Real threads on a real PostgreSQL: nobody votes twice, nothing confirmed is lost, nothing comes after the close."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.congress.ballots.models import Channel, NamedBallot
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.opening import voter_channel_change
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError
from tests.congress.ballots.hall import AT

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 10


def at_once(jobs):
    """Run all jobs in threads that start together; the results, refusals among them, in the order of the jobs."""
    barrier = Barrier(min(THREADS, len(jobs)))

    def run(index, job):
        if index < barrier.parties:
            barrier.wait(timeout=20)
        try:
            return job()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(len(jobs)), jobs))


def casting(hall, poll, number, *names):
    """A job of one window: the voter is read before the race begins."""
    voter = hall.deputy(number)
    return lambda: hall.cast_as(poll, voter, *names)


def test_ten_windows_of_each_voter_leave_one_ballot_each(hall):
    poll = hall.open()
    names = ("道路硬化", "饮水改造", "路灯安装")
    jobs = [casting(hall, poll, number, names[window % 3]) for window in range(10) for number in range(10)]
    answers = at_once(jobs)
    assert NamedBallot.objects.count() == 10
    assert {type(answer).__name__ for answer in answers} == {"CastBallot", "Conflict"}
    stored = dict(NamedBallot.objects.values_list("entry__number", "choices"))
    for index, answer in enumerate(answers):
        if not isinstance(answer, Conflict):
            assert answer.choices == stored[index % 10 + 1]


def test_the_same_ballot_from_ten_windows_is_confirmed_to_all(hall):
    poll = hall.open()
    answers = at_once([casting(hall, poll, 0, "道路硬化") for _ in range(10)])
    assert [answer.choices for answer in answers] == [["道路硬化"]] * 10
    assert NamedBallot.objects.count() == 1


def test_whatever_is_confirmed_was_cast_before_the_close_and_is_in_the_box(hall):
    poll = hall.open()
    jobs = [casting(hall, poll, number, "道路硬化") for number in range(10)]
    jobs.insert(5, lambda: poll_close(poll=poll, by=hall.staff, at=AT))
    answers = at_once(jobs)
    confirmed = sum(hasattr(answer, "choices") for answer in answers)
    assert NamedBallot.objects.count() == confirmed
    assert Entry.objects.get(act="ballots.poll.closed").facts["cast"] == confirmed


def test_one_of_two_closers_closes_and_the_other_hears_who(hall):
    poll = hall.open()
    answers = at_once([lambda: poll_close(poll=poll, by=hall.staff, at=AT)] * 2)
    refusals = [answer.sentence for answer in answers if isinstance(answer, Conflict)]
    assert refusals == ["本次表决已由示例staff于10:00:00截止,无须再办理。"]
    assert Entry.objects.filter(act="ballots.poll.closed").count() == 1


def test_nobody_votes_by_phone_and_on_paper(hall):
    poll = hall.draft(method="mixed")
    hall.officers(poll)
    poll = hall.open(poll)
    entries = list(poll.roll.all())
    jobs = [casting(hall, poll, number, "道路硬化") for number in range(10)]
    jobs += [lambda entry=entry: voter_channel_change(entry=entry, by=hall.staff, at=AT) for entry in entries]
    jobs = [job for pair in zip(jobs[:10], jobs[10:], strict=True) for job in pair]
    at_once(jobs)
    both = NamedBallot.objects.filter(entry__channel=Channel.PAPER).count()
    neither = poll.roll.filter(channel=Channel.ELECTRONIC, ballot=None).count()
    assert (both, neither) == (0, 0)
