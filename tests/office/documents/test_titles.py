"""Title lines: by meaning, in shape, nothing torn that belongs together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.office.documents.rules.titles import title_lines
from apps.office.documents.rules.widths import char_width, line_count, text_width

CASES = (
    ("民生实事项目票决结果报告单", (), ["民生实事项目票决结果报告单"]),
    (
        "关于召开青禾镇第二十届人民代表大会第三次会议的通知",
        ("青禾镇",),
        ["关于召开青禾镇第二十届", "人民代表大会第三次会议的通知"],
    ),
    (
        "青禾镇第二十届人民代表大会第三次会议关于2026年民生实事项目票决结果的公告",
        ("青禾镇",),
        ["青禾镇第二十届人民代表大会第三次会议", "关于2026年民生实事项目票决结果的公告"],
    ),
    (
        "关于张晓明、欧阳文秀、李伟等三名同志职务任免的通知",
        ("张晓明", "欧阳文秀", "李伟"),
        ["关于张晓明、欧阳文秀、", "李伟等三名同志职务任免的通知"],
    ),
    (
        "青禾镇人民代表大会主席团关于印发《民生实事项目票决办法》的通知",
        ("青禾镇",),
        ["青禾镇人民代表大会主席团关于", "印发《民生实事项目票决办法》的通知"],
    ),
    ("关于对区二十届人大三次会议第12号建议的答复意见", (), ["关于对区二十届人大三次会议", "第12号建议的答复意见"]),
    ("云溪区人民政府\n关于青禾镇区划调整的批复", (), ["云溪区人民政府", "关于青禾镇区划调整的批复"]),
    ("", (), []),
)

PARTS = st.sampled_from(
    (
        "关于", "青禾镇", "人民代表大会", "主席团", "《任前考试办法》", "“家站”", "第三次会议", "2026年",
        "民生实事项目", "、", "和", "的决定", "的报告", "欧阳文秀", "工作", "〔2026〕", "ABC", "桥",
    )
)  # fmt: skip
TITLES = st.lists(PARTS, min_size=1, max_size=14).map("".join)
NAMES = ("青禾镇", "欧阳文秀")
WHOLE = ("《任前考试办法》", "“家站”", "第三次会议", "2026年", "〔2026〕", "的决定", "的报告", *NAMES)


@pytest.mark.parametrize(("title", "keep", "lines"), CASES)
def test_a_title_breaks_where_a_reader_pauses(title, keep, lines):
    assert title_lines(title, keep, 20) == lines


@settings(deadline=None)
@given(TITLES)
def test_lines_give_the_title_back_and_fit_the_width(title):
    lines = title_lines(title, NAMES, 20)
    assert "".join(lines) == title
    assert all(0 < text_width(line) <= 20 for line in lines)


@settings(deadline=None)
@given(TITLES)
def test_what_belongs_together_is_never_torn(title):
    broken = "\n".join(title_lines(title, NAMES, 20))
    assert [broken.count(part) for part in WHOLE] == [title.count(part) for part in WHOLE]


@settings(deadline=None)
@given(st.text(alphabet="镇乡人大代表会议工作", min_size=21, max_size=90))
def test_the_last_line_holds_more_than_two_characters(title):
    assert text_width(title_lines(title, (), 20)[-1]) > 2


@settings(deadline=None)
@given(TITLES)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(title):
    lines = title_lines(title.lstrip("、"), NAMES, 20)
    assert not [line for line in lines if line[0] in "》”〕、" or line[-1] in "《“〔"]


@pytest.mark.parametrize("title", ["长" * 20_000, "A" * 300, "《" + "长" * 60 + "》", "关于" * 70])
def test_a_title_that_cannot_be_broken_by_meaning_still_fits(title):
    lines = title_lines(title, (), 20)
    assert "".join(lines) == title
    assert max(map(text_width, lines)) <= 20


def test_a_typed_line_longer_than_the_page_is_broken_further():
    lines = title_lines("第一行\n" + "青禾镇人民代表大会主席团关于开展民生实事项目视察的通知", ("青禾镇",), 20)
    assert lines == ["第一行", "青禾镇人民代表大会主席团关于", "开展民生实事项目视察的通知"]


@pytest.mark.parametrize(
    ("char", "width"), [("字", 1), ("，", 1), ("“", 1), ("—", 1), ("8", 0.5), ("A", 0.5), ("\u200b", 0), ("𠮷", 1)]
)
def test_width_of_a_character(char, width):
    assert char_width(char) == width


@pytest.mark.parametrize(
    ("text", "lines"), [("", 1), ("字" * 26, 1), ("字" * 27, 2), ("字" * 54, 2), ("字" * 55, 3), ("一\n二", 2)]
)
def test_lines_of_a_paragraph_with_its_indent(text, lines):
    assert line_count(text, 28, indent=2) == lines
