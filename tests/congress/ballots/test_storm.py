"""Many windows of every voter at once, over HTTP against two web processes.

STORM_ATTEMPTS=200 makes it the full storm (8,000 requests); by default it is a tenth of that.
"""

import os
from collections import Counter
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from apps.congress.ballots.models import NamedBallot
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.opening import poll_open
from benchmarks.support.clients import post, run
from benchmarks.support.servers import serving
from tests import factories as make
from tests.congress.ballots.hall import OPTIONS

pytestmark = [pytest.mark.launcher, pytest.mark.django_db(transaction=True)]
VOTERS, ATTEMPTS, CLIENTS = 40, int(os.environ.get("STORM_ATTEMPTS", "20")), 32


@pytest.fixture
def web():
    """gunicorn with two processes on the test database; its port."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))
    url = url if parts.netloc else url.replace("postgres:/", "postgres:///", 1)
    env = os.environ | {"DATABASE_URL": url, "DEBUG": "0", "LOG_LEVEL": "ERROR"}
    with serving(env, "congress_portal.wsgi:application") as port:
        yield port


def signed_in(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def test_a_storm_of_windows_leaves_one_ballot_per_voter_and_no_server_error(hall, web):
    people = [make.make_person(hall.cast.town, f"代表{number}") for number in range(VOTERS)]
    seats = [make.make_mandate(person, hall.cast.term) for person in people]
    sessions = [signed_in(make.make_user(person)) for person in people]
    roll = [RollMember(seat.pk, seat.person_id, seat.person.name) for seat in seats]
    now = timezone.now()
    poll = poll_open(poll=hall.draft(), roll=roll, due=VOTERS, present=VOTERS, by=hall.staff, at=now)
    page = f"/ballots/{poll.public_id}/vote/"
    storm = [
        post(page, session, [("approve", OPTIONS[attempt % 3])]) for attempt in range(ATTEMPTS) for session in sessions
    ]
    answers, _ = run(web, storm, CLIENTS)
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) == {200, 409}
    assert NamedBallot.objects.filter(entry__poll=poll).count() == VOTERS
