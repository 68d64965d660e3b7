"""The speakers' list of a sitting, and how long each may speak."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.meetings.models import Sitting, Speech, SpeechState
from apps.congress.meetings.rules.speaking import seconds_allowed
from apps.foundation.policies.selectors import resolve_many

FIRST, AGAIN = "meetings.speech_minutes", "meetings.speech_minutes_again"


def speaker_of(sitting: Sitting) -> str:
    """The name of who speaks now; "" while nobody does."""
    return sitting.speeches.filter(state=SpeechState.SPEAKING).values_list("name", flat=True).first() or ""


def waiting_of(sitting: Sitting) -> QuerySet[Speech]:
    """Who waits for the word, in order."""
    return sitting.speeches.filter(state=SpeechState.ASKED).order_by("place", "pk")


def spoken_of(sitting: Sitting) -> QuerySet[Speech]:
    """Who has spoken, and who was taken off the list; the latest first."""
    over = sitting.speeches.filter(state__in=[SpeechState.SPOKEN, SpeechState.WITHDRAWN])
    return over.select_related("agenda_item").order_by("-began_at", "-place")


def seconds_for(speech: Speech, on: date) -> int:
    """The limit of this turn: the rule of the place for a first or a further speech on the same item."""
    body = speech.sitting.meeting.body
    found = resolve_many([FIRST, AGAIN], area=body.area, on=on, body_kind=body.kind)
    earlier = Speech.objects.filter(
        sitting__meeting=speech.sitting.meeting_id, state=SpeechState.SPOKEN, agenda_item=speech.agenda_item_id,
        person=speech.person_id, observer=speech.observer_id, name=speech.name,
    )  # fmt: skip
    return seconds_allowed(earlier=earlier.count(), first_minutes=found[FIRST].value, again_minutes=found[AGAIN].value)
