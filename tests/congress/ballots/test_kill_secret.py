"""kill -9 of web, keeper, worker and PostgreSQL while 200 phones vote secretly, and of the keeper while it opens.

Every phone behaves as the page does: it asks again with the same ballot until the box has confirmed it.
"""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.support.clients import Answer, run
from benchmarks.support.secret_votes import vote_of
from tests.congress.ballots.test_kill import on_the_data_of
from tests.deploy.conftest import UP, empty_cluster, launcher, wait_for

__all__ = ["empty_cluster", "launcher"]
pytestmark = pytest.mark.launcher
VOTERS, PHONES, PATIENCE = 200, 6, 180
VICTIMS = ("gunicorn", "ballots.keeper", "--concurrency", "bin/postgres")

COUNT = """
from django.utils import timezone
from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.foundation.core.actors import Actor
from benchmarks.support.full_house import present
poll, by, at = Poll.objects.get(), Actor.system(), timezone.now()
for officer in poll.officers.select_related("person")[:2]:
    present(poll, officer.person, "close", at)
if poll.state == "open":
    poll_close(poll=poll, by=by, at=at)
turnout = poll_count(poll=poll, by=by, at=at).outcome["turnout"]
print(turnout["issued"], turnout["received"], turnout["void"])
"""


def insist(port: int, request: bytes, deadline: float) -> tuple[Answer, int]:
    """Ask until it is answered; the answer, and how often it took."""
    for attempt in range(1, 2000):
        [answer], _ = run(port, [request], 1)
        if answer.status == 200:
            return answer, attempt
        assert answer.status in (0, 502, 503, 500), answer
        assert time.monotonic() < deadline, answer
        time.sleep(0.2)
    raise AssertionError("never answered")


def test_killing_everything_during_a_secret_vote_loses_and_doubles_nothing(launcher):
    launcher.start("run", module="deploy.local", DEMO="0", DEBUG="1", LOG_LEVEL="ERROR")
    wait_for(lambda: UP[-1] in launcher.output or launcher.process.poll() is not None, seconds=90)
    launcher.remember()
    house = json.loads(
        on_the_data_of(launcher, "benchmarks.support.full_house", str(VOTERS), "secret").splitlines()[-1]
    )
    votes = [vote_of(house, session, {"approve": ["项目1"]}) for session in house["sessions"]]
    deadline = time.monotonic() + PATIENCE
    asked: Counter[str] = Counter()

    def vote(one) -> str:
        taken, attempts = insist(launcher.port, one.issue, deadline)
        asked["issue again"] += attempts - 1
        confirmed, attempts = insist(launcher.port, one.cast(taken), deadline)
        asked["cast again"] += attempts - 1
        return json.loads(confirmed.body)["serial"]

    with ThreadPoolExecutor(PHONES) as phones:
        waiting = [phones.submit(vote, one) for one in votes]
        for number, word in enumerate(VICTIMS * 2, start=1):
            floor = number * VOTERS // (2 * len(VICTIMS) + 1)
            wait_for(lambda floor=floor: sum(one.done() for one in waiting) >= floor, seconds=PATIENCE)
            launcher.child(word).kill()
        serials = {one.result() for one in waiting}
    assert len(serials) == VOTERS
    stored = {serial for (serial,) in launcher.sql("SELECT serial FROM ballots_secretballot")}
    assert stored == serials
    assert launcher.sql("SELECT count(*) FROM ballots_issuedballot")[0][0] == VOTERS
    print(f"{VOTERS} phones, 8 kills: {dict(asked)}; {len(stored)} ballots, none lost, none doubled")
    assert on_the_data_of(launcher, "django", "shell", "-v0", "-c", COUNT).split()[-3:] == [
        str(VOTERS),
        str(VOTERS),
        "0",
    ]
