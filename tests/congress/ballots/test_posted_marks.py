"""What the voting page posts, and what somebody else might."""

from django.http import QueryDict

from apps.congress.ballots.forms.marks import marks_from
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.measures import Model


def test_it_refuses_ranks_no_computer_should_read():
    data = QueryDict(mutable=True)
    data.update({"rank:甲": "9" * 5000, "rank:乙": "2", "rank:丙": "1"})
    assert marks_from(Model.PREFERENCE, data) == Marks(("丙", "乙"))
