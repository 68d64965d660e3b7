"""The tree goes to JSON and back, numbers its levels, and is edited as text without losing what facts made."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foundation.core.errors import DomainError
from apps.foundation.core.numbers import chinese_number
from apps.office.documents.rules.drafting import body_text, with_body
from apps.office.documents.rules.tree import (
    Annex,
    Colophon,
    Column,
    Facts,
    Form,
    Head,
    Names,
    Paragraph,
    Signature,
    SignatureLines,
    Table,
    Tree,
    digest,
    from_json,
    numbered,
    to_json,
)

DAY = date(2026, 3, 20)
TABLE = Table((Column("项目", 3, "left"), Column("票数")), (("修路", "40"),), "表1")
WHOLE = Tree(
    form=Form.RED_HEAD, title="关于票决的通知", head=Head(mark="青禾镇人大文件", urgency="特急"), keep=("青禾镇",),
    subtitle="(草案)", recipients=("镇政府",),
    blocks=(Paragraph("正文"), Paragraph("要求", 1), TABLE, Names("出席", ("安然",)), Facts((("应到", "60"),)),
            SignatureLines((("监票人", ""),))),
    attachments=("名单",), signature=Signature(("主席团",), DAY), note="联系人", annexes=(Annex("名单", (TABLE,)),),
    colophon=Colophon(("党委",), "人大办", DAY),
)  # fmt: skip


def test_it_goes_to_json_and_back():
    assert from_json(json.loads(json.dumps(to_json(WHOLE)))) == WHOLE


def test_the_digest_tells_every_change():
    changed = from_json(to_json(WHOLE) | {"note": "联系人 "})
    assert digest(WHOLE) == digest(from_json(to_json(WHOLE)))
    assert digest(changed) != digest(WHOLE)


def test_a_signature_gives_number_and_date_to_every_place_of_them():
    signed = WHOLE.numbered("青人发〔2026〕1号", date(2026, 4, 1))
    assert signed.head.number == "青人发〔2026〕1号"
    assert signed.signature.on == signed.colophon.issued_on == date(2026, 4, 1)


def test_a_level_begins_anew_under_the_one_above():
    blocks = [Paragraph("x", level) for level in (1, 2, 3, 4, 4, 3, 2, 1, 2)]
    marks = [number for _, number in numbered(blocks)]
    assert marks == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "二、", "（一）"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (320, "三百二十"),
        (1000, "一千"),
    ],
)
def test_numbers_are_written_in_chinese(number, text):
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("一、总体要求", 1, "总体要求"),
        ("(二)时间安排", 2, "时间安排"),
        ("（二）时间安排", 2, "时间安排"),
        ("3. 落实责任", 3, "落实责任"),
        ("3、落实责任", 3, "落实责任"),
        ("(4)报送材料", 4, "报送材料"),
        ("3.5万元的项目", 0, "3.5万元的项目"),
        ("十年来的工作", 0, "十年来的工作"),
    ],
)
def test_a_line_is_read_as_the_level_it_was_typed_in(line, level, text):
    assert with_body(Tree(form=Form.PLAIN, title="x"), line).blocks == (Paragraph(text, level),)


def test_editing_the_text_keeps_what_the_facts_made():
    edited = with_body(WHOLE, body_text(WHOLE).replace("正文", "新的正文"))
    assert edited.blocks == (Paragraph("新的正文"), *WHOLE.blocks[1:])


@pytest.mark.parametrize("change", [lambda text: text.replace("【表格1】", ""), lambda text: text + "\n【表格2】",
                                    lambda text: text.replace("【表格1】", "【表格9】")])  # fmt: skip
def test_a_table_from_facts_is_neither_lost_nor_doubled_nor_invented(change):
    with pytest.raises(DomainError, match="【表格"):
        with_body(WHOLE, change(body_text(WHOLE)))


@given(st.lists(st.builds(Paragraph, st.text("甲乙丙abc1 .,。", min_size=1).map(str.strip).filter(
    lambda text: text and text[0] not in "一二三四五六七八九十0123456789(（"), st.integers(0, 4)), max_size=12)
)  # fmt: skip
def test_text_of_a_body_reads_back_as_the_same_body(blocks):
    tree = Tree(form=Form.PLAIN, title="x", blocks=tuple(blocks))
    assert with_body(tree, body_text(tree)) == tree
