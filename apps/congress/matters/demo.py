"""Sentences that people of 示例区 brought, and what they were told. All invented."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apps.congress.matters.models import ProposerKind, Submission
from apps.congress.matters.services import Proposer, submission_merge, submission_receive, submission_tell
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of

INVENTED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("demo_submissions.json").read_text())
STAFF_OF = {"青禾镇": "qinghe", "滨江街道": "binjiang"}


def load(at: datetime) -> None:
    """Write them in the order in which they came; places, people and accounts must be there."""
    staff = {town: acting(username, at) for town, username in STAFF_OF.items()}
    in_order = sorted(range(len(INVENTED)), key=lambda index: -INVENTED[index]["days"])
    written = {index: _received(INVENTED[index], at) for index in in_order}
    for index, sketch in enumerate(INVENTED):
        by = staff[sketch["town"]]
        for days, sentence, is_final in sketch.get("told", ()):
            submission_tell(
                submission=written[index], sentence=sentence, by=by, at=at - timedelta(days=days), is_final=is_final
            )
        if "merge" in sketch:
            submission_merge(
                submission=written[index], into=written[sketch["merge"]], reason=sketch["reason"], by=by,
                at=at - timedelta(days=sketch["days"] - 3),
            )  # fmt: skip


def _received(sketch: dict[str, Any], at: datetime) -> Submission:
    town = Area.objects.get(name=sketch["town"], is_demo=True)
    collector = Person.objects.get(user__username=sketch["collected"]) if "collected" in sketch else None
    kind = ProposerKind.RESIDENT if "name" in sketch else ProposerKind.ANONYMOUS
    submission, _ = submission_receive(
        area=Area.objects.filter(path__startswith=town.path).get(name=sketch["area"]),
        text=sketch["text"],
        channel=sketch["channel"],
        proposer=Proposer(kind, None, sketch.get("name", ""), sketch.get("phone", "")),
        place=sketch.get("place", ""),
        collected_by=collector,
        by=acting(sketch["collected"], at) if collector else Actor.guest(),
        at=at - timedelta(days=sketch["days"]),
    )
    return submission


def acting(username: str, at: datetime) -> Actor:
    """The account in its first role."""
    user, on = User.objects.get(username=username), local_day(at)
    return actor_of(user, acting_roles(user, on)[0].choice, on) or Actor.guest()
