"""What both renderers decide alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.office.documents.rules.layout import fact_rows, heading_parts, in_brackets, leads_on, name_lines
from apps.office.documents.rules.tree import Paragraph
from apps.office.documents.rules.widths import text_width


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        (Paragraph("总体要求", 1), ("总体要求", "")),
        (Paragraph("征集阶段。公开征集。", 2), ("征集阶段。", "公开征集。")),
        (Paragraph("会议同意。", 1), ("会议同意。", "")),
        (Paragraph("征集阶段。公开征集。"), ("", "征集阶段。公开征集。")),
        (Paragraph("标题\n正文。完。", 1), ("标题\n正文。完。", "")),
    ],
)
def test_the_first_sentence_of_a_level_is_its_heading(paragraph, parts):
    assert heading_parts(paragraph) == parts


def test_a_name_of_two_characters_is_printed_as_wide_as_three_and_none_is_torn():
    assert name_lines(("李伟", "张晓明", "欧阳文秀"), 8) == ["李　伟　张晓明", "欧阳文秀"]


@given(st.lists(st.sampled_from(("李伟", "张晓明", "欧阳文秀", "阿卜杜拉·买买提")), max_size=60))
def test_lines_of_names_fit_and_lose_nobody(names):
    lines = name_lines(names, 23)
    assert "".join(lines).replace("　", "") == "".join(names)
    assert all(text_width(line) <= 23 for line in lines)


def test_a_long_value_takes_the_whole_row_and_order_is_kept():
    pairs = (("姓名", "李伟"), ("简历", "长" * 20), ("性别", "男"), ("民族", "汉族"), ("备注", "一\n二"), ("电话", ""))
    assert fact_rows(pairs, 10) == [
        (("姓名", "李伟"),),
        (("简历", "长" * 20),),
        (("性别", "男"), ("民族", "汉族")),
        (("备注", "一\n二"),),
        (("电话", ""),),
    ]


@pytest.mark.parametrize(
    ("note", "printed"), [("联系人：李伟", "（联系人：李伟）"), ("（此件公开发布）", "（此件公开发布）")]
)
def test_a_note_stands_in_brackets_once(note, printed):
    assert in_brackets(note) == printed


@pytest.mark.parametrize(
    ("text", "level", "leads"),
    [("工作要求", 1, True), ("落实责任", 3, True), ("修路；", 3, False), ("修路。", 3, False),
     ("标题。正文。", 2, False), ("正文", 0, False), ("", 1, False)],
)  # fmt: skip
def test_a_heading_stays_with_what_follows_and_a_point_of_a_list_does_not(text, level, leads):
    assert leads_on(Paragraph(text, level)) is leads
