"""What the voting page posts, and what somebody else might."""

import pytest
from django.http import QueryDict

from apps.congress.ballots.forms.marks import marks_from, name_written_in
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.measures import Model


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" 张 三 ", "张三"), ("张\u3000三", "张三"), ("欧阳 海", "欧阳海"), ("阿不都·热依木", "阿不都·热依木"),
     (" John  Smith ", "John  Smith"), ("  ", "")],
)  # fmt: skip
def test_one_person_written_in_is_one_name(typed, name):
    assert name_written_in(typed) == name
    data = QueryDict(mutable=True)
    data.update({"mark:李四": "oppose", "write_in": typed})
    assert marks_from(Model.ELECTION, data) == Marks((name,) if name else (), ("李四",))


def test_it_refuses_ranks_no_computer_should_read():
    data = QueryDict(mutable=True)
    data.update({"rank:甲": "9" * 5000, "rank:乙": "2", "rank:丙": "1"})
    assert marks_from(Model.PREFERENCE, data) == Marks(("丙", "乙"))
