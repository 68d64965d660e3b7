"""The demo district: whatever the day, a plan in every light, and every paper of this system."""

from datetime import datetime

import pytest
import time_machine

from apps.foundation.core import registry
from apps.foundation.people import demo as people
from apps.office.documents import demo as documents
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.reform_tasks import demo
from apps.systems.reform_tasks.models import Adoption, DispatchPoint, ReformPlan
from apps.systems.reform_tasks.selectors.matrix import matrix_of
from tests.systems.reform_tasks.reform import ZONE


@pytest.mark.parametrize("day", [(2026, 1, 5), (2026, 10, 9)])
def test_the_demo_district_stands_on_any_day(db, settings, tmp_path, day):
    settings.DATA_DIR = tmp_path
    at = datetime(*day, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        people.load(at)
        documents.load(at)
        demo.load(at)
        plan = ReformPlan.objects.get(state="approved")
        made = matrix_of(plan, at.date())
        assert (len(made.rows), len(made.tasks), made.total.total) == (7, 6, 35)
        assert {cell.shade for cell in made.cells} == {"red", "yellow", "green", "done", "waiting"}
        assert made.gaps == 4 + 3
        assert DispatchPoint.objects.filter(sheet__state="issued").count() == 1
        assert Adoption.objects.count() == 1
        kinds = [kind for kind in registry.document_kinds().values() if kind.slug.startswith("reform_tasks_")]
        assert {kind.title: len(list(kind.trees())) for kind in kinds} == {kind.title: 1 for kind in kinds}
        assert len(kinds) == 7
        assert all(pdf_of(tree).content.startswith(b"%PDF") for kind in kinds for tree in kind.trees())
