"""The 纪要 form measured on the PDF of a session's own minutes (GB/T 9704-2012, 纪要格式)."""

import pytest

from apps.congress.minutes.papers import tree_of
from apps.congress.minutes.rules.sections import Section
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.rules.tree import Names
from tests.congress.minutes.conftest import NOW
from tests.office.documents.paper import pages_of, picture_of, red_box

LEFT, RIGHT, TOP = 28, 184, 37
CELL = 156 / 28


class Paper:
    """As much of a paper as printing needs."""

    is_record = False
    title, mark = "青禾镇第二十届人民代表大会第三次会议纪要", "青禾镇人民代表大会会议纪要"

    def __init__(self, organ, is_record=False):
        self.organ, self.is_record = organ, is_record


NAMES = [f"王小{number}" for number in range(10, 70)]
SECTIONS = [
    Section("opening", "会议概况", "2026年3月20日，会议在镇政府三楼会议室召开。现纪要如下：", 0),
    Section("heard", "会议听取和审议", "会议听取和审议了镇长刘强作的镇人民政府工作报告。"),
    Section(
        "attendance", "出席情况", f"出席：{'、'.join(NAMES)}\n请假：江河、林木\n列席：刘强（镇长）、唐敏（副镇长）", 0
    ),
]


@pytest.fixture
def printed(cast):
    return pdf_of(tree_of(Paper(cast.congress), SECTIONS).numbered("青人纪〔2026〕1号", NOW.date())).content


def lines_with(pdf, text):
    return [line for page in pages_of(pdf) for line in page if text in line.text]


def test_the_mark_stands_35_mm_below_the_type_area_and_the_rule_is_156_mm_wide(printed):
    picture = picture_of(printed, 1)
    assert red_box(picture, bottom_mm=100)[1] == pytest.approx(TOP + 35, abs=1)
    rule = red_box(picture, top_mm=108, bottom_mm=125)
    assert rule[2] - rule[0] == pytest.approx(156, abs=0.5)


def test_names_hang_under_the_first_name_and_every_list_begins_two_characters_in(printed):
    lines = lines_with(printed, "王小")
    assert len(lines) > 5
    assert lines[0].left == pytest.approx(LEFT + 2 * CELL, abs=0.5)
    assert {round(line.left, 1) for line in lines[1:]} == {round(LEFT + 5 * CELL, 1)}
    assert max(line.right for line in lines) < RIGHT + 0.7
    for label in ("请假", "列席"):
        (line,) = lines_with(printed, f"{label}：")
        assert line.left == pytest.approx(LEFT + 2 * CELL, abs=0.5)


def test_no_name_is_torn_between_two_lines(printed):
    lines = [line.text.removeprefix("出席：") for line in lines_with(printed, "王小")]
    assert "".join(lines) == "".join(NAMES)
    assert all(line.startswith("王小") and len(line) % len("王小10") == 0 for line in lines)


def test_a_blank_line_parts_the_lists_from_the_text(printed):
    body, first = lines_with(printed, "工作报告")[-1], lines_with(printed, "出席：")[0]
    assert (first.top - body.top) / (225 / 22) == pytest.approx(2, abs=0.1)


def test_there_is_no_seal_and_no_recipient(cast):
    tree = tree_of(Paper(cast.congress), SECTIONS)
    assert (tree.signature, tree.recipients) == (None, ())
    assert [block.label for block in tree.blocks if isinstance(block, Names)] == ["出席", "请假", "列席"]


def test_the_record_ends_in_lines_to_sign(cast):
    pdf = pdf_of(tree_of(Paper(cast.congress, is_record=True), SECTIONS)).content
    assert lines_with(pdf, "主持人签字：")
    assert lines_with(pdf, "记录人签字：")
    assert lines_with(pdf, "主持人签字：")[0].top < lines_with(pdf, "记录人签字：")[0].top
