"""A sitting in session with eight of ten deputies, and a resolution in any state."""

from dataclasses import dataclass
from datetime import timedelta

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.meetings.models import Resolution
from apps.congress.meetings.services import check_in_by_list, sitting_open, sitting_poll_open
from apps.congress.meetings.services.resolutions import (
    HandsCount,
    ResolutionText,
    resolution_change,
    resolution_draft,
    resolution_hands,
    resolution_put,
)
from apps.foundation.core.actors import Actor
from tests.congress.meetings.hall import MORNING, Hall

TITLE = "青禾镇第一届人民代表大会第一次会议关于批准政府工作报告的决议"
BODY = "会议听取和审议了镇人民政府工作报告。\n会议决定批准这个报告。"
LATER = MORNING + timedelta(hours=1)


@dataclass
class Chamber:
    """Drafts, changes, puts to the vote."""

    hall: Hall

    @property
    def staff(self) -> Actor:
        return self.hall.staff

    def text(self, **values) -> ResolutionText:
        return ResolutionText(**{"kind": "resolution", "title": TITLE, "text": BODY, **values})

    def draft(self, **values) -> Resolution:
        meeting = values.pop("meeting", self.hall.meeting)
        return resolution_draft(meeting=meeting, draft=self.text(**values), by=self.staff, at=MORNING)

    def change(self, resolution: Resolution, revision: int, **values) -> Resolution:
        return resolution_change(
            resolution=resolution, draft=self.text(**values), revision=revision, by=self.staff, at=LATER
        )

    def hands(self, resolution: Resolution, approve: int, oppose: int = 0, abstain: int = 0) -> Resolution:
        counts = HandsCount(approve, oppose, abstain)
        return resolution_hands(
            resolution=resolution, sitting=self.hall.fresh(), counts=counts, by=self.staff, at=LATER
        )

    def put(self, resolution: Resolution, method: str = "named") -> Poll:
        return resolution_put(
            resolution=resolution, method=method, held_under="议事规则", sitting=self.hall.fresh(), by=self.staff,
            at=LATER,
        )  # fmt: skip

    def deputy(self, number: int) -> Actor:
        person, body = self.hall.members()[number], self.hall.cast.congress
        return Actor(name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id, body_ids=(body.pk,))

    def hold(self, poll: Poll, approve: int, oppose: int = 0) -> Poll:
        """Open it, let so many deputies cast, close, count, announce."""
        poll = sitting_poll_open(sitting=self.hall.fresh(), poll=poll, by=self.staff, at=LATER)
        for number in range(approve + oppose):
            name = poll.options.get().title
            marks = Marks(approve=(name,)) if number < approve else Marks(oppose=(name,))
            ballot_cast(poll=poll, marks=marks, by=self.deputy(number), at=LATER)
        poll = poll_close(poll=poll, by=self.staff, at=LATER)
        poll_count(poll=poll, by=self.staff, at=LATER)
        return poll_announce(poll=Poll.objects.get(pk=poll.pk), by=self.staff, at=LATER)


def in_session(hall: Hall, present: int = 8) -> Hall:
    for person in hall.members()[:present]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    hall.sitting = sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    hall.meeting.refresh_from_db()
    return hall
