"""Who opens a paper: ticket and code, once, and not after five wrong tries."""

from datetime import timedelta

import pytest

from apps.foundation.core.errors import DomainError
from apps.systems.legal_exams.models import CodePurpose
from apps.systems.legal_exams.services.codes import AT_THE_SEAT, TRIES, code_issue, code_use
from tests.systems.legal_exams.house_of_exams import NOW, make_admission, make_exam, make_nomination


@pytest.fixture
def admission(house):
    return make_admission(make_exam(house), make_nomination(house))


def issue(admission, house, purpose=CodePurpose.SIT, **values):
    return code_issue(admission=admission, purpose=purpose, by=house.actor("invigilator"), at=NOW, **values)


def opens(admission, code, purpose=CodePurpose.SIT, at=NOW):
    try:
        return code_use(ticket=admission.ticket, purpose=purpose, code=code, at=at) == admission
    except DomainError:
        return False


def test_a_code_for_the_seat_opens_once(admission, house):
    code = issue(admission, house)
    assert opens(admission, code)
    assert not opens(admission, code)


def test_ticket_and_code_may_be_typed_in_full_width(admission, house):
    wide = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
    code, ticket = issue(admission, house).translate(wide), admission.ticket.translate(wide)
    assert code_use(ticket=ticket, purpose=CodePurpose.SIT, code=code, at=NOW) == admission


def test_only_the_last_code_opens(admission, house):
    first, second = issue(admission, house), issue(admission, house)
    assert not opens(admission, first)
    assert opens(admission, second)


def test_five_wrong_tries_spend_it(admission, house):
    code = issue(admission, house)
    assert [opens(admission, "x") for _ in range(TRIES)] == [False] * TRIES
    assert not opens(admission, code)


def test_it_expires(admission, house):
    code = issue(admission, house)
    assert not opens(admission, code, at=NOW + AT_THE_SEAT)


def test_a_code_for_practice_opens_again_and_again_and_nothing_else(admission, house):
    code = issue(admission, house, CodePurpose.STUDY, expires_at=NOW + timedelta(days=3))
    assert opens(admission, code, CodePurpose.STUDY)
    assert opens(admission, code, CodePurpose.STUDY)
    assert not opens(admission, code, CodePurpose.SIT)


def test_a_wrong_ticket_is_refused_like_a_wrong_code(db):
    with pytest.raises(DomainError, match="准考证号或者登录码不对"):
        code_use(ticket="2026999999", purpose=CodePurpose.SIT, code="123456", at=NOW)


def test_who_practises_at_home_is_not_sent_to_an_invigilator(db):
    with pytest.raises(DomainError, match=r"练习码不对.*补打准考证") as refused:
        code_use(ticket="2026999999", purpose=CodePurpose.STUDY, code="1234567890", at=NOW)
    assert "监考员" not in refused.value.sentence
