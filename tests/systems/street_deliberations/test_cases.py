"""新盛街道 (2020): 56 candidates, 42 representatives. The quorum of 虎溪街道 (31 of 61) stands with the meetings."""

from datetime import date

from apps.foundation.people.models import Mandate, Term
from apps.systems.street_deliberations.models import Candidate
from apps.systems.street_deliberations.selectors.composition import composition_of
from apps.systems.street_deliberations.selectors.quotas import Line
from apps.systems.street_deliberations.selectors.seats import line_standings
from tests.systems.street_deliberations.office import fresh


def test_of_56_candidates_of_xinsheng_42_become_representatives(office, django_assert_max_num_queries):
    Term.objects.filter(pk=office.term.pk).update(quota=42, elected=0)
    office.term.refresh_from_db()
    office.settled([Line("community", area.name, 14, area) for area in office.communities])
    people = [office.passed(office.communities[number % 3].name) for number in range(56)]
    for number, person in enumerate(people):
        is_bad = number >= 42
        office.opine(person, "派出所", veto=is_bad, opinion="有违法记录" if is_bad else "")
        if not is_bad:
            office.opine(person, "街道纪工委")
    office.determined(*[fresh(person) for person in people[:42]])
    counts = {state: Candidate.objects.filter(state=state).count() for state in ("determined", "rejected")}
    assert counts == {"determined": 42, "rejected": 14}
    assert Mandate.objects.serving_on(date(2026, 3, 11)).filter(term=office.term, kind="representative").count() == 42
    assert Term.objects.get(pk=office.term.pk).elected == 42
    with django_assert_max_num_queries(6):
        assert [(one.taken, one.free) for one in line_standings(office.term, date(2026, 3, 11))] == [(14, 0)] * 3
    with django_assert_max_num_queries(4):
        shown = composition_of(office.term, date(2026, 3, 11))
    assert (shown.total, shown.targets[0].percent) == (42, "100.0%")
