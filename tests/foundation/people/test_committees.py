"""The standing committee holds terms; its members vote there, and count as deputies once."""

from datetime import date

import pytest

from apps.congress.ballots.selectors.quorums import quorum_key
from apps.congress.ballots.services.setting_up import PollDraft, poll_create
from apps.congress.matters.selectors.writing import terms_of
from apps.congress.meetings.rules.naming import meeting_title
from apps.foundation.core.actors import DEPUTY
from apps.foundation.people.models import Mandate, MandateKind
from apps.foundation.people.services.mandates import mandate_give
from apps.foundation.people.services.terms import term_open
from apps.foundation.people.system import figures
from apps.systems.deputy_stations.selectors.coverage import seats
from apps.systems.deputy_stations.selectors.points import point_rows
from apps.systems.livelihood_projects.selectors.preparing import open_terms
from tests import factories as make
from tests.cast import TODAY
from tests.office.documents.desk import NOW


@pytest.fixture
def committee(cast):
    """The district's standing committee with a term; the town's first deputy sits in it."""
    unit = make.make_unit(cast.district, "standing_committee", "示例区人大常委会")
    by = cast.actor("district_staff")
    term = term_open(body=unit, number=20, first_session_on=make.SINCE, quota=5, elected=5, by=by, at=NOW)
    mandate_give(person=cast.people["deputy"], term=term, starts_on=make.SINCE, by=by, at=NOW)
    return unit


def test_a_member_acts_as_a_deputy_of_both_bodies(cast, committee):
    actor = cast.actor("deputy")
    assert actor.role == DEPUTY
    assert set(actor.body_ids) == {cast.congress.pk, committee.pk}
    assert actor.role_title == f"{cast.congress.name}代表、示例区人大常委会组成人员"
    assert Mandate.objects.get(term__body=committee).kind == MandateKind.MEMBER


def test_who_sits_in_the_committee_alone_is_a_deputy(cast, committee):
    person = make.make_person(cast.district, "示例主任")
    make.make_user(person, "chair")
    make.make_mandate(person, committee.terms.get(), MandateKind.MEMBER)
    cast.people["chair"] = person
    assert (cast.actor("chair").role, cast.actor("chair").role_title) == (DEPUTY, "示例区人大常委会组成人员")


def test_numbers_of_deputies_do_not_count_it(cast, committee):
    actor = cast.actor("district_staff")
    [figure] = [one for one in figures(actor, TODAY) if one.title == "在任代表"]
    assert figure.value == Mandate.objects.exclude(kind=MandateKind.MEMBER).count() == 12
    assert not seats(cast.district.path, TODAY).filter(term__body=committee).exists()
    assert len(point_rows(actor, 2026, TODAY)) == 12


def test_a_suggestion_is_made_as_a_deputy_and_no_season_is_the_committees(cast, committee):
    assert [term.body for term in terms_of(cast.actor("deputy"), TODAY)] == [cast.congress]
    assert committee not in [term.body for term in open_terms(cast.district.path)]


def test_its_quorum_and_majority_are_more_than_half_of_all_members(cast, committee):
    poll = poll_create(
        body=committee, draft=PollDraft("任命案", "任免办法", "per_item", "secret"), by=cast.actor("district_staff"),
        at=NOW,
    )  # fmt: skip
    assert quorum_key(committee) == "ballots.committee_quorum"
    assert (poll.base, poll.threshold, poll.quorum) == ("all", "more_than_half", "more_than_half")


def test_its_meetings_are_called_by_the_term(cast, committee):
    title = meeting_title(body_name=committee.name, term_number=20, number=31, is_street=False)
    assert title == "示例区第二十届人大常委会第三十一次会议"


def test_a_department_holds_no_terms(cast):
    unit = make.make_unit(cast.district, "department", "示例区教育委员会")
    with pytest.raises(Exception, match="不设届次"):
        term_open(
            body=unit, number=1, first_session_on=date(2026, 1, 1), quota=1, elected=1, by=cast.actor("district_staff"),
            at=NOW,
        )  # fmt: skip
