"""The desk's part of a sitting's page: what goes on, the speakers' list, what to turn to."""

from typing import Any

from django.utils import timezone

from apps.congress.meetings import selectors
from apps.congress.meetings.forms.speaking import SpeakerForm
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.rules.questions import opinion_word
from apps.congress.meetings.selectors.speaking import spoken_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may


def floor_context(actor: Actor, sitting: Sitting) -> dict[str, Any]:
    """The version is read first: what changes while the rest is read shows at the next question."""
    version = selectors.followed_version(actor, sitting.public_id)
    floor = selectors.floor_of(sitting, timezone.now())
    return {
        "sitting": sitting,
        "version": version,
        "floor": floor,
        "choices": selectors.choices_of(sitting, floor.turned),
        "spoken": spoken_of(sitting),
        "opinion_word": opinion_word(is_street=sitting.meeting.body.is_street_body),
        "speaker_form": SpeakerForm(sitting=sitting),
        "may_manage": may(actor, "meetings.manage", sitting),
    }
