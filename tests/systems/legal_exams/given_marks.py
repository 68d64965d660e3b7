"""Papers with a mark, as the marking leaves them."""

import json

from apps.systems.legal_exams.models import Admission, Mark, Paper
from tests.systems.legal_exams.house_of_exams import NOW


def give_mark(admission: Admission, tenths: int, *, passed: bool, number: int = 1) -> Mark:
    """One more mark of the candidate's paper; the last one counts."""
    paper, _ = Paper.objects.get_or_create(
        admission=admission, defaults={"seed": "0", "sealed": json.dumps([]), "sha256": "0" * 64, "drawn_at": NOW}
    )
    return Mark.objects.create(
        paper=paper, number=number, per_question=[], tenths=tenths, passed=passed, marked_at=NOW, marked_by="系统"
    )
