"""Two hands of a unit, or unit and office, at the same moment: each act happens one time."""

import pytest

from apps.congress.matters.models import Handling, Reply
from apps.congress.matters.services.replying import reply_draft, reply_recall
from apps.congress.matters.services.returning import (
    Takeover,
    handling_reassign,
    handling_return_ask,
    handling_return_decline,
    handling_return_grant,
)
from apps.congress.matters.services.taking import handling_take
from apps.foundation.core.errors import Conflict, WrongState
from apps.office.approvals.services import step_approve
from apps.office.documents.selectors import issue_request
from tests import factories as make
from tests.congress.matters.handled import (
    DRAFT,
    add_signers,
    contacted,
    drafted,
    fresh,
    hand,
    handed_over,
    on_day,
    submitted,
    taken,
)
from tests.congress.meetings.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results: list) -> list[type]:
    return [type(result) for result in results if isinstance(result, Exception)]


def test_two_hands_sign_for_it_and_one_name_stands(cast):
    part, by = handed_over(cast), cast.actor("handler")
    results = at_once(*[lambda: handling_take(part=part, by=by, at=on_day(3, 21))] * 2)
    assert refusals(results) == [WrongState]
    assert fresh(part).state == "taken"


def test_taken_and_given_back_at_once_ends_as_asked_to_be_given_back(cast):
    part, by = handed_over(cast), cast.actor("handler")
    results = at_once(
        lambda: handling_take(part=part, by=by, at=on_day(3, 21)),
        lambda: handling_return_ask(part=part, reason="不归我们管。", by=by, at=on_day(3, 21)),
    )
    assert fresh(part).state == "return_asked"
    assert refusals(results) in ([], [WrongState])


def test_granted_and_declined_at_once_is_decided_one_way(cast):
    part, staff = taken(cast), cast.actor("staff")
    handling_return_ask(part=part, reason="不归我们管。", by=cast.actor("handler"), at=on_day(3, 21))
    at_once(
        lambda: handling_return_grant(part=part, answer="同意。", by=staff, at=on_day(3, 22)),
        lambda: handling_return_decline(part=part, answer="不同意。", by=staff, at=on_day(3, 22)),
    )
    assert (fresh(part).state, fresh(part).return_answer) in {("sent_back", "同意。"), ("taken", "不同意。")}


def test_two_of_the_office_hand_it_to_two_units_and_one_has_it(cast):
    part, staff = taken(cast), cast.actor("staff")
    units = [make.make_unit(cast.town, "department", name) for name in ("镇公路站", "镇水利站")]
    handling_return_grant(part=part, answer="同意。", by=staff, at=on_day(3, 22))
    results = at_once(
        *[
            lambda unit=unit: handling_reassign(part=part, takeover=Takeover(unit), by=staff, at=on_day(3, 23))
            for unit in units
        ]
    )
    assert refusals(results) == [WrongState]
    assert Handling.objects.filter(matter=part.matter).count() == 2


def test_two_first_drafts_at_once_leave_one(cast):
    part, by = contacted(cast), cast.actor("handler")
    results = at_once(*[lambda: reply_draft(part=part, draft=DRAFT, revision=0, by=by, at=on_day(3, 24))] * 2)
    assert refusals(results) == [Conflict]
    assert Reply.objects.get().revision == 1


def test_a_letter_is_either_signed_or_taken_back_and_whoever_comes_second_is_told(cast):
    part = contacted(cast)
    add_signers(cast)
    reply = drafted(cast, part)
    request = issue_request(submitted(cast, reply))
    step_approve(request=request, step_number=1, opinion="", by=hand(cast, "核稿员"), at=on_day(3, 26))
    results = at_once(
        lambda: reply_recall(reply=reply, reason="补充数字", by=cast.actor("handler"), at=on_day(3, 26)),
        lambda: step_approve(request=request, step_number=2, opinion="", by=hand(cast, "镇长"), at=on_day(3, 26)),
    )
    is_taken_back = not isinstance(results[0], Exception)
    assert len(refusals(results)) == 1
    assert fresh(part).state == ("taken" if is_taken_back else "done")
    assert (Reply.objects.get().sent_at is None) == is_taken_back
