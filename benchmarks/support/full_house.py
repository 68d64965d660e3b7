"""A town with as many deputies as asked for, all signed in, before one open poll.

`python -m benchmarks.support.full_house 2000` prints JSON: the page to vote on and the session keys; with `secret`
behind the number also where the two steps of a secret vote go and the public keys of the poll.
"""

import json
import sys
from datetime import date, datetime

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from apps.congress.ballots.models import Poll, PollKeys  # noqa: E402
from apps.congress.ballots.rules.rolls import RollMember  # noqa: E402
from apps.congress.ballots.services.opening import poll_open  # noqa: E402
from apps.congress.ballots.services.scrutiny import presence_confirm  # noqa: E402
from apps.congress.ballots.services.setting_up import (  # noqa: E402
    OfficerDraft,
    OptionDraft,
    PollDraft,
    officers_set,
    options_set,
    poll_create,
)
from apps.foundation.accounts.models import User  # noqa: E402
from apps.foundation.core.actors import DEPUTY, Actor  # noqa: E402
from apps.foundation.organisations.models import Area, Unit  # noqa: E402
from apps.foundation.people.middleware import SESSION_KEY as ROLE_KEY  # noqa: E402
from apps.foundation.people.models import Mandate, MandateStatus, Person, Term  # noqa: E402
from apps.foundation.people.selectors.roles import MEMBER_CHOICE  # noqa: E402

SINCE = date(2022, 1, 1)
OPTIONS = [f"项目{number}" for number in range(1, 13)]
SEATS = 10


def deputies(term: Term, area: Area, number: int) -> list[Mandate]:
    """Accounts, people, seats: one statement per table."""
    users = User.objects.bulk_create(
        [User(username=f"{area.pk}-{index}", name=f"代表{index}", password="!") for index in range(number)]
    )
    people = Person.objects.bulk_create(
        [Person(area=area, name=user.name, pinyin="dai biao", user=user) for user in users]
    )
    mandates = Mandate.objects.bulk_create([Mandate(person=person, term=term) for person in people])
    MandateStatus.objects.bulk_create(
        [MandateStatus(mandate=mandate, state="serving", starts_on=SINCE) for mandate in mandates]
    )
    return mandates


def watch(poll: Poll, mandates: list[Mandate], at: datetime) -> None:
    """Three scrutineers whom the sitting has passed; two of them stand by the box."""
    chief, *others = (mandate.person for mandate in mandates)
    officers = [OfficerDraft(chief.pk, "chief_scrutineer"), *(OfficerDraft(one.pk, "scrutineer") for one in others)]
    officers_set(poll=poll, officers=officers, by=Actor.system(), at=at)
    poll.officers.update(passed_at=at)
    for person in (chief, others[0]):
        present(poll, person, "open", at)


def present(poll: Poll, person: Person, stage: str, at: datetime) -> None:
    by = Actor(name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(poll.body_id,))
    presence_confirm(poll=poll, stage=stage, note="", by=by, at=at)


def open_poll(body: Unit, mandates: list[Mandate], method: str) -> Poll:
    by, at = Actor.system(), timezone.now()
    poll = poll_create(body=body, draft=PollDraft("票决", "票决办法", seats=SEATS, method=method), by=by, at=at)
    if poll.is_secret:
        watch(poll, mandates[:3], at)
    options_set(poll=poll, options=[OptionDraft(title) for title in OPTIONS], by=by, at=at)
    roll = [RollMember(mandate.pk, mandate.person_id, mandate.person.name) for mandate in mandates]
    return poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=by, at=at)


def session_of(user: User) -> str:
    """A session as signing in leaves it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[ROLE_KEY] = MEMBER_CHOICE
    session.create()
    return session.session_key


def secret_steps(poll: Poll) -> dict[str, str | int]:
    """What the page of a secret poll tells the phone."""
    keys = PollKeys.objects.get(poll=poll)
    return {
        "uuid": str(poll.public_id),
        "issue": reverse("ballots_issue", args=[poll.public_id]),
        "box": reverse("ballots_box", args=[poll.public_id]),
        "signing_key": bytes(keys.signing_key).hex(),
        "sealing_key": bytes(keys.sealing_key).hex(),
        "ballot_size": keys.ballot_size,
    }


def main(number: int, method: str = "named") -> None:
    area = Area.objects.add_root({"name": "测速镇", "kind": "town", "starts_on": SINCE})
    body = Unit.objects.create(area=area, kind="town_congress", name="测速镇人民代表大会", starts_on=SINCE)
    term = Term.objects.create(body=body, number=1, quota=number, elected=number, first_session_on=SINCE)
    mandates = deputies(term, area, number)
    poll = open_poll(body, mandates, method)
    sessions = [session_of(mandate.person.user) for mandate in mandates]
    house = {"page": reverse("ballots_vote", args=[poll.public_id]), "sessions": sessions, "poll": poll.pk}
    print(json.dumps(house | (secret_steps(poll) if poll.is_secret else {})))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
