"""Which questions may be drawn for a class of officers."""

from datetime import date, timedelta

import pytest

from apps.systems.legal_exams.models import Bank, Organ, Part
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.selectors.bank import drawable
from tests.systems.legal_exams.house_of_exams import make_question

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 20)


def test_the_public_part_and_their_own_are_drawn_and_no_other(house):
    public = make_question(house)
    related = make_question(house, drawing.MULTIPLE, Part.GOVERNMENT, difficulty=drawing.HARD)
    make_question(house, part=Part.COURT)
    found = drawable(house.office, Organ.GOVERNMENT, Bank.SEALED, ON)
    assert found == [
        drawing.Candidate(public.pk, drawing.SINGLE, drawing.PUBLIC, drawing.EASY, 4, (0,)),
        drawing.Candidate(related.pk, drawing.MULTIPLE, drawing.RELATED, drawing.HARD, 4, (0, 1)),
    ]


def test_what_is_practised_not_approved_or_not_valid_on_the_day_is_not_drawn(house):
    make_question(house, bank=Bank.PRACTICE)
    for state in (states.DRAFT, states.IN_REVIEW, states.RETIRED):
        make_question(house, state=state)
    make_question(house, valid_from=ON + timedelta(days=1))
    make_question(house, valid_until=ON - timedelta(days=1))
    last_day = make_question(house, valid_from=ON, valid_until=ON)
    assert [one.pk for one in drawable(house.office, Organ.COURT, Bank.SEALED, ON)] == [last_day.pk]
