"""A secret poll of two boxes, electronic and paper, from the opening to the announced result and its bundle."""

import pytest
from django.utils import timezone

from apps.congress.ballots import result_sheet
from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.secret_box import box_facts, files_of
from apps.congress.ballots.services.closing import poll_announce
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import voter_channel_change
from apps.congress.ballots.services.paper import tally_enter
from apps.congress.ballots.services.signing import result_sign
from apps.congress.ballots.verifiers import verify
from apps.foundation.core.errors import NotReady
from tests.congress.ballots.hall import OPTIONS, Hall

pytestmark = pytest.mark.django_db(transaction=True)
ELECTRONIC = {OPTIONS[0]: 4, OPTIONS[1]: 2, OPTIONS[2]: 0}
PAPER = {OPTIONS[0]: 1, OPTIONS[1]: 2, OPTIONS[2]: 2}


def closed(hall: Hall) -> Poll:
    """Four of ten have changed to paper, the six others voted on their phones."""
    poll = hall.open_secret(method="secret_mixed", seats=2)
    for entry in poll.roll.filter(number__gt=6):
        voter_channel_change(entry=entry, by=hall.staff, at=timezone.now())
    for number in range(6):
        hall.vote_secretly(poll, number, OPTIONS[0] if number < 4 else OPTIONS[1])
    return hall.close_secret(poll)


def paper() -> Sheet:
    return Sheet(4, 4, 1, 0, tuple({"name": name, "approve": votes} for name, votes in PAPER.items()))


def enter(hall: Hall, poll: Poll, part: str) -> None:
    tally_enter(poll=poll, sheet=paper(), by=hall.cast.actor(part), at=timezone.now())


def counted(hall: Hall) -> Poll:
    poll = closed(hall)
    for part in ("staff", "leader"):
        enter(hall, poll, part)
    poll_count(poll=poll, by=hall.staff, at=timezone.now())
    return Poll.objects.get(pk=poll.pk)


def test_both_boxes_are_counted_together_and_shown_apart(hall):
    poll = counted(hall)
    turnout, parts = poll.count.outcome["turnout"], poll.count.parts
    assert {name: turnout[name] for name in ("issued", "received", "valid", "void")} == {
        "issued": 10, "received": 10, "valid": 9, "void": 1,
    }  # fmt: skip
    votes = {item["name"]: item["votes"] for item in poll.count.outcome["items"]}
    assert votes == {name: ELECTRONIC[name] + PAPER[name] for name in OPTIONS}
    boxes = {name: {item["name"]: item["approve"] for item in box["items"]} for name, box in parts.items()}
    assert boxes == {"electronic": ELECTRONIC, "paper": PAPER}
    assert recount(poll.count.case)[1]["items"] == poll.count.outcome["items"]
    assert "ballots" not in poll.count.case  # single ballots beside the sums of the paper box would tell it apart


def test_the_box_stays_closed_until_two_tellers_agree_on_the_paper(hall):
    """A secret box is opened once: it is not opened before everything else is there."""
    poll = closed(hall)
    with pytest.raises(NotReady, match="还差2人"):
        poll_count(poll=poll, by=hall.staff, at=timezone.now())
    enter(hall, poll, "staff")
    with pytest.raises(NotReady, match="还差1人"):
        poll_count(poll=poll, by=hall.staff, at=timezone.now())
    assert box_facts(Poll.objects.get(pk=poll.pk)) is None
    enter(hall, poll, "leader")
    poll_count(poll=poll, by=hall.staff, at=timezone.now())
    assert box_facts(Poll.objects.get(pk=poll.pk)) is not None


def test_the_bundle_proves_the_electronic_box_and_the_sheet_prints_both(hall):
    poll = counted(hall)
    for number, officer in enumerate(poll.officers.filter(duty__contains="scrutineer").order_by("person__pinyin")):
        result_sign(officer=officer, by=hall.deputy(number), at=timezone.now())
    poll = poll_announce(poll=Poll.objects.get(pk=poll.pk), by=hall.staff, at=timezone.now())
    box = box_facts(poll)
    lines, passed = verify.report(verify.Box(files_of(poll), box.head_fingerprint, box.poll_fingerprint))
    assert passed, lines
    assert f"{OPTIONS[0]} 得票 4" in lines
    printed = str(result_sheet.tree(poll, hall.staff))
    for text in ("电子票", "纸质票", f"{OPTIONS[0]} 得票 4", box.head_fingerprint):
        assert text in printed
    assert {line["name"]: line["numbers"] for line in result_sheet.facts(poll, hall.staff)["lines"]} == {
        name: [ELECTRONIC[name] + PAPER[name]] for name in OPTIONS
    }
