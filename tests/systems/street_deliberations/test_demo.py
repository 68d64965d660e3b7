"""The demo street: whatever the day, an approved plan, a settled table, people in every state, a vacancy."""

from datetime import datetime

import pytest
import time_machine

from apps.foundation.core import registry
from apps.foundation.people import demo as people
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.street_deliberations import demo
from apps.systems.street_deliberations.models import Candidate, CandidateState, QuotaTable
from apps.systems.street_deliberations.selectors.candidates import standing_label
from apps.systems.street_deliberations.selectors.seats import vacancies
from tests.systems.street_deliberations.office import ZONE


@pytest.mark.parametrize("day", [(2026, 1, 5), (2026, 10, 9)])
def test_the_demo_street_stands_on_any_day(db, settings, tmp_path, day):
    settings.DATA_DIR = tmp_path
    at = datetime(*day, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        people.load(at)
        demo.load(at)
        table = QuotaTable.objects.get()
        assert (table.is_settled, sum(line.seats for line in table.lines.all())) == (True, 42)
        assert set(Candidate.objects.values_list("state", flat=True)) == set(CandidateState.values)
        (serving,) = Candidate.objects.filter(state="determined")
        assert standing_label(serving, at.date()) == "在任"
        open_seats = vacancies(table.term, at.date())
        assert [one.seat.line.name for one in open_seats if not one.replacements] == ["光明社区"]
        kinds = [kind for kind in registry.document_kinds().values() if kind.slug.startswith("street_deliberations_")]
        assert {kind.title: len(list(kind.trees())) for kind in kinds} == {kind.title: 1 for kind in kinds}
        assert len(kinds) == 11
        assert all(pdf_of(tree).content.startswith(b"%PDF") for kind in kinds for tree in kind.trees())
