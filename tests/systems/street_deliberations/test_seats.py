"""Seats: rosters are put into lines, an ended mandate leaves a vacancy, and it is filled by name."""

from datetime import date

import pytest

from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import Mandate, MandateState
from apps.foundation.people.services.mandates import mandate_end, mandate_suspend
from apps.systems.street_deliberations.models import Seat, Termination
from apps.systems.street_deliberations.selectors.seats import line_standings, standing_of, unassigned, vacancies
from apps.systems.street_deliberations.services import seats
from tests import factories as make
from tests.systems.street_deliberations.office import days_later, fresh

NOW = days_later(20)
TODAY = date(2026, 3, 22)


def end(office, mandate, **changed):
    given = {
        "reason": "moved_away", "proposed_by": "新民社区", "approved_by": "街道党工委",
        "document": "滨街工委〔2026〕9号", "on": TODAY, "by": office.staff, "at": NOW, **changed,
    }  # fmt: skip
    return seats.representative_end(mandate=mandate, **given)


@pytest.fixture
def full(office):
    """新民社区 has its two representatives."""
    office.settled()
    office.determined(office.cleared(name="示例甲"), office.cleared(name="示例乙"))
    return office


def seat_of(name):
    return Seat.objects.with_person().get(mandate__person__name=name)


def test_a_termination_keeps_who_proposed_and_who_approved(full):
    seat = seat_of("示例甲")
    end(full, seat.mandate, note="全家搬迁")
    ended = Termination.objects.get()
    assert (ended.reason, ended.proposed_by, ended.approved_by, ended.on, ended.document) == (
        "迁出或者调离本街道", "新民社区", "街道党工委", TODAY, "滨街工委〔2026〕9号",
    )  # fmt: skip
    assert Mandate.objects.filter(pk=seat.mandate_id).in_state(MandateState.ENDED, TODAY).exists()


def test_it_opens_a_vacancy_in_its_line_with_a_day_to_fill_it(full):
    end(full, seat_of("示例甲").mandate)
    (vacancy,) = vacancies(full.term, TODAY)
    assert (vacancy.seat.line.name, vacancy.since, vacancy.due) == ("新民社区", TODAY, date(2026, 6, 22))
    standing = standing_of(full.line(), TODAY)
    assert (standing.taken, standing.free, standing.vacated) == (1, 1, 1)


def test_a_seat_ended_in_the_register_of_people_is_vacant_too(full):
    mandate_end(mandate=seat_of("示例甲").mandate, reason="died", document="证明", on=TODAY, by=full.staff, at=NOW)
    assert [vacancy.reason for vacancy in vacancies(full.term, TODAY)] == ["去世"]


def test_a_suspended_seat_is_not_vacant(full):
    mandate_suspend(
        mandate=seat_of("示例甲").mandate, reason="detained", document="通知", on=TODAY, by=full.staff, at=NOW
    )
    assert vacancies(full.term, TODAY) == []
    assert standing_of(full.line(), TODAY).free == 0


@pytest.mark.parametrize("missing", ["proposed_by", "approved_by", "document"])
def test_a_termination_without_its_papers_is_refused(full, missing):
    with pytest.raises(DomainError, match="请填写"):
        end(full, seat_of("示例甲").mandate, **{missing: " "})
    assert not Termination.objects.exists()


def test_ending_twice_is_refused(full):
    end(full, seat_of("示例甲").mandate)
    with pytest.raises(WrongState, match="不能终止资格"):
        end(full, seat_of("示例甲").mandate)
    assert Termination.objects.count() == 1


def test_the_replacement_names_the_vacancy_and_goes_the_same_way(full):
    end(full, seat_of("示例甲").mandate)
    with pytest.raises(NotReady, match="请选择补推谁的空缺"):
        full.candidate(at=NOW)
    candidate = full.candidate(vacancy=seat_of("示例甲"), at=NOW, name="示例丙")
    assert [one.name for one in vacancies(full.term, TODAY)[0].replacements] == ["示例丙"]
    assert candidate.vacancy == seat_of("示例甲")


def test_once_the_replacement_is_determined_nothing_is_vacant(full):
    end(full, seat_of("示例甲").mandate)
    full.now = NOW
    elected = full.term.__class__.objects.get(pk=full.term.pk).elected
    gone = seat_of("示例甲")
    follows = full.cleared(name="示例丙", vacancy=gone)
    full.determined(follows)
    assert vacancies(full.term, date(2026, 4, 2)) == []
    assert standing_of(full.line(), date(2026, 4, 2)).taken == 2
    assert fresh(follows).seat.line == gone.line
    assert full.term.__class__.objects.get(pk=full.term.pk).elected == elected


def test_a_vacancy_of_another_line_is_refused(full):
    end(full, seat_of("示例甲").mandate)
    with pytest.raises(DomainError, match="示例甲的空缺属于“新民社区”"):
        full.candidate("红星社区", vacancy=seat_of("示例甲"), at=NOW)


def test_a_roster_is_put_into_lines_up_to_their_seats(office):
    office.settled()
    mandates = [
        make.make_mandate(make.make_person(office.communities[0], f"名册{number}"), office.term, "representative")
        for number in range(3)
    ]
    given = {"line": office.line(), "category": "resident", "occupation": "frontline", "by": office.staff, "at": NOW}
    with pytest.raises(DomainError, match="“新民社区”还有名额2名,不能编入3人"):
        seats.seats_assign(mandates=mandates, **given)
    seats.seats_assign(mandates=mandates[:2], **given)
    with pytest.raises(Conflict, match="已经编入名额"):
        seats.seats_assign(mandates=mandates[1:], **{**given, "line": office.line("红星社区")})
    assert list(unassigned(office.term, TODAY)) == [mandates[2]]
    assert [(one.line.name, one.taken) for one in line_standings(office.term, TODAY)] == [
        ("新民社区", 2), ("红星社区", 0), ("前进社区", 0), ("驻区单位", 0),
    ]  # fmt: skip
