"""Seconds from the close of a secret poll to its result: `python -m benchmarks.support.full_box 1000` (ballots).

The ballots are signed by the keeper and put into the table directly; closing, opening and counting are the real ones.
"""

import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from apps.congress.ballots.models import IssuedBallot, Poll, PollKeys, SecretBallot  # noqa: E402
from apps.congress.ballots.phones import PollOnPhone  # noqa: E402
from apps.congress.ballots.services.closing import poll_close  # noqa: E402
from apps.congress.ballots.services.counting import poll_count  # noqa: E402
from apps.congress.ballots.services.keys import keeper  # noqa: E402
from apps.foundation.core.actors import Actor  # noqa: E402
from apps.foundation.organisations.models import Area, Unit  # noqa: E402
from apps.foundation.people.models import Term  # noqa: E402
from benchmarks.support.full_house import SINCE, deputies, open_poll  # noqa: E402
from benchmarks.support.secret_votes import MARKS  # noqa: E402


def fill(poll: Poll) -> None:
    keys = PollKeys.objects.get(poll=poll)
    phone = PollOnPhone(poll.public_id, bytes(keys.signing_key), bytes(keys.sealing_key), keys.ballot_size)
    issued, cast = [], []
    for entry in poll.roll.all():
        drawn = phone.draw(MARKS)
        signature = drawn.signature(keeper().sign(poll.public_id, drawn.blinded))
        issued.append(IssuedBallot(entry=entry, blinded=drawn.blinded))
        cast.append(
            SecretBallot(
                serial=drawn.serial, poll=poll, randomizer=drawn.randomizer, signature=signature, sealed=drawn.sealed
            )
        )
    IssuedBallot.objects.bulk_create(issued, batch_size=1000)
    SecretBallot.objects.bulk_create(cast, batch_size=1000)


def main(number: int) -> None:
    area = Area.objects.add_root({"name": f"满箱镇{number}", "kind": "town", "starts_on": SINCE})
    body = Unit.objects.create(area=area, kind="town_congress", name=f"满箱镇{number}人大", starts_on=SINCE)
    term = Term.objects.create(body=body, number=1, quota=number, elected=number, first_session_on=SINCE)
    poll = open_poll(body, deputies(term, area, number), "secret")
    fill(poll)
    by, began = Actor.system(), time.perf_counter()
    poll_close(poll=poll, by=by, at=timezone.now())
    poll_count(poll=poll, by=by, at=timezone.now())
    print(round(time.perf_counter() - began, 2))


if __name__ == "__main__":
    main(int(sys.argv[1]))
