"""kill -9 of web, keeper, worker and PostgreSQL while 200 phones vote secretly, and of all of them together while a
secret poll is opened and while it is counted.

Every phone behaves as the page does: it asks again with the same ballot until the box has confirmed it.
"""

import json
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from benchmarks.support.clients import Answer, run
from benchmarks.support.secret_votes import vote_of
from deploy.local import keeper
from tests.congress.ballots.test_kill import beside, on_the_data_of
from tests.deploy.conftest import UP, empty_cluster, migrated_cluster, wait_for
from tests.deploy.conftest import migrated_launcher as launcher

__all__ = ["empty_cluster", "launcher", "migrated_cluster"]
pytestmark = pytest.mark.launcher
VOTERS, PHONES, PATIENCE, FEW = 200, 6, 180, 40
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


HALL = """
import json
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Term
from benchmarks.support.full_house import OPTIONS, SINCE, deputies, watch
from django.utils import timezone
area = Area.objects.add_root({"name": "测试镇", "kind": "town", "starts_on": SINCE})
body = Unit.objects.create(area=area, kind="town_congress", name="测试镇人民代表大会", starts_on=SINCE)
term = Term.objects.create(body=body, number=1, quota=%(voters)d, elected=%(voters)d, first_session_on=SINCE)
by, at = Actor.system(), timezone.now()
mandates = deputies(term, area, %(voters)d)
poll = poll_create(body=body, draft=PollDraft("票决", "办法", seats=10, method="secret"), by=by, at=at)
options_set(poll=poll, options=[OptionDraft(title) for title in OPTIONS], by=by, at=at)
watch(poll, mandates[:3], at)
"""
OPEN = """
from django.utils import timezone
from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.opening import poll_open
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Mandate
from benchmarks.support.full_house import present
poll, at = Poll.objects.get(), timezone.now()
for officer in poll.officers.select_related("person")[:2]:
    present(poll, officer.person, "open", at)
roll = [RollMember(one.pk, one.person_id, one.person.name) for one in Mandate.objects.select_related("person")]
print("begun", flush=True)
poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=Actor.system(), at=at)
"""
VOTE = """
import itertools
from django.utils import timezone
from apps.congress.ballots.models import Poll, PollKeys
from apps.congress.ballots.phones import PollOnPhone
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.foundation.core.actors import DEPUTY, Actor
poll = Poll.objects.get()
keys = PollKeys.objects.get(poll=poll)
phone = PollOnPhone(poll.public_id, bytes(keys.signing_key), bytes(keys.sealing_key), keys.ballot_size)
for entry in poll.roll.select_related("person"):
    person = entry.person
    by = Actor(name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(poll.body_id,))
    drawn = phone.draw({"approve": ["项目1"]})
    answer = ballot_issue(poll=poll.public_id, blinded=drawn.blinded, by=by, at=timezone.now())
    sealed = SealedBallot(drawn.token, drawn.randomizer, drawn.signature(answer), drawn.sealed)
    ballot_put(poll=poll.public_id, ballot=sealed)
"""
AT_ONCE = "*"


def up(launcher) -> None:
    launcher.start("run", module="deploy.local", DEMO="0", DEBUG="1", LOG_LEVEL="ERROR")
    wait_for(lambda: UP[-1] in launcher.output or launcher.process.poll() is not None, seconds=PATIENCE)
    assert UP[-1] in launcher.output, launcher.output
    launcher.remember()


def shell(launcher, script: str) -> str:
    return on_the_data_of(launcher, "django", "shell", "-v0", "-c", script)


def kill_everything_during(launcher, script: str, written: str) -> None:
    """The act runs beside the portal; when the keeper has written this file, act, portal and servers are killed."""
    act = beside(launcher, "django", "shell", "-v0", "-c", script)
    assert act.stdout.readline().strip() == "begun"
    wait_for(lambda: list(keeper.vault(launcher.home).glob(written)) or act.poll() is not None, seconds=PATIENCE)
    launcher.kill()
    for process in launcher.left_over():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    os.killpg(act.pid, signal.SIGKILL)
    wait_for(lambda: not launcher.left_over())
    act.wait()
    act.stdout.close()


def state_of(launcher) -> tuple[str, int, int]:
    """State of the poll, lines on its roll, whether its public keys are stored."""
    return launcher.sql(
        "SELECT state, (SELECT count(*) FROM ballots_rollentry), (SELECT count(*) FROM ballots_pollkeys)"
        " FROM ballots_poll"
    )[0]


def test_the_whole_portal_killed_at_the_opening_leaves_a_draft_or_an_open_poll(launcher):
    """Nothing between: half a roll, or keys of a poll that is not open. Opened again it is voted in and counted."""
    up(launcher)
    shell(launcher, HALL % {"voters": FEW})
    found = []
    for written in (AT_ONCE, "polls/*/keys"):
        kill_everything_during(launcher, OPEN, written)
        up(launcher)
        found.append(state_of(launcher))
        assert found[-1] in {("draft", 0, 0), ("open", FEW, 1)}
        if found[-1][0] == "open":
            break
    if found[-1][0] == "draft":
        shell(launcher, OPEN)
    print(f"the portal killed at the opening, then found: {[state for state, *_ in found]}")
    shell(launcher, VOTE)
    assert shell(launcher, COUNT).split()[-3:] == [str(FEW), str(FEW), "0"]


def test_the_whole_portal_killed_at_the_count_opens_the_same_box_afterwards(launcher):
    """Between close and count the box may be opened and its answer lost: asked again it gives the same."""
    up(launcher)
    shell(launcher, HALL % {"voters": FEW})
    shell(launcher, OPEN)
    shell(launcher, VOTE)
    found = []
    count = COUNT.replace("turnout =", "print('begun', flush=True)\nturnout =")
    for written in (AT_ONCE, "polls/*/opened"):
        kill_everything_during(launcher, count, written)
        up(launcher)
        found.append(launcher.sql("SELECT state, (SELECT count(*) FROM ballots_openedbox) FROM ballots_poll")[0])
        assert found[-1] in {("closed", 0), ("counted", 1)}
        if found[-1][0] == "counted":
            break
    print(f"the portal killed at the count, then found: {[state for state, *_ in found]}")
    if found[-1][0] == "closed":
        assert shell(launcher, COUNT).split()[-3:] == [str(FEW), str(FEW), "0"]
    [(outcome,)] = launcher.sql("SELECT outcome FROM ballots_count")
    assert (outcome["turnout"]["received"], outcome["items"][0]["votes"]) == (FEW, FEW)
    assert launcher.sql("SELECT count(*) FROM ballots_secretballot")[0][0] == FEW
