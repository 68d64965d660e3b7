"""The term that numbers a paper is the congress's, also where the standing committee keeps terms of its own."""

from apps.office.documents.selectors import term_number
from tests import factories as make
from tests.cast import TODAY


def test_the_term_of_a_standing_committee_numbers_no_paper(cast):
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    committee = make.make_unit(cast.district, "standing_committee", "示例区人大常委会")
    make.make_term(congress, number=18)
    term = make.make_term(committee, number=3)
    term.first_session_on = TODAY
    term.save()
    assert term_number(committee, TODAY) == 18
