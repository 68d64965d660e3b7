"""A sitting that goes on, and what is asked of it from phones."""

from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.services import check_in_by_list, sitting_open, sitting_poll_create, sitting_poll_open
from tests.congress.meetings.hall import MORNING

HTMX = {"HX-Request": "true"}


def open_with_seven(hall):
    """Seven of the ten are here."""
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    hall.sitting = sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    return hall


def at(name, hall):
    return reverse(name, args=[hall.sitting.public_id])


def text(response):
    return response.content.decode()


def poll_opened(hall):
    by = hall.staff
    poll = poll_create(
        body=hall.cast.congress, draft=PollDraft("民生实事项目票决", "票决办法", seats=1), by=by, at=MORNING
    )
    options_set(poll=poll, options=[OptionDraft("修路"), OptionDraft("修桥")], by=by, at=MORNING)
    sitting_poll_create(sitting=hall.sitting, poll=poll, by=by, at=MORNING)
    sitting_poll_open(sitting=hall.sitting, poll=poll, by=by, at=MORNING)
    return Poll.objects.get(pk=poll.pk)
