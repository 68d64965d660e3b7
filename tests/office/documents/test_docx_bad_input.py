"""Bad input and much input: the file opens all the same."""

import time
from dataclasses import replace

import pytest

from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rules.tree import Column, Form, Head, Names, Paragraph, Signature, Table, Tree
from tests.office.documents.office import everything_in, opened, styles_of
from tests.office.documents.trees import notice, rare


def test_control_characters_go_and_markup_is_text():
    text = everything_in(opened(rare()))
    assert "控制字符与<script>alert('1')</script>&amp;一概按文字印出。" in text
    assert "任命王喆、李堃、张珺、陈祎、赵彧、𬭎志明、𠮷田为“联络站”负责人" in text


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_no_field_can_break_the_file(bad):
    tree = replace(
        notice(),
        head=Head(mark=f"文{bad}件", number=f"青{bad}", secrecy=f"机密{bad}", signer=f"周{bad}"),
        title=f"通{bad}知",
        subtitle=bad,
        recipients=(bad,),
        note=f"联系{bad}",
        blocks=(Names(bad, (bad,)), Table((Column(bad),), ((bad,),), bad)),
        signature=Signature((f"主席{bad}团",)),
    )
    assert bad not in everything_in(opened(tree))
    assert bad not in everything_in(opened(replace(tree, form=Form.LETTER)))


def test_a_line_break_in_a_paragraph_begins_another():
    tree = Tree(form=Form.PLAIN, title="报告", blocks=(Paragraph("一行\r\n\r\n二行"),))
    assert styles_of(opened(tree))[1:] == [("公文正文", "一行"), ("公文正文", "二行")]


@pytest.mark.parametrize("form", Form)
def test_an_empty_tree_of_every_form_is_a_file_that_opens(form):
    assert everything_in(opened(Tree(form=form, title=""))) == ""


def test_500_rows_take_less_than_three_seconds():
    headings = tuple(Column(f"第{at}列") for at in range(8))
    table = Table(headings, tuple(tuple(f"{row}·{at}内容" for at in range(8)) for row in range(500)))
    begun = time.perf_counter()
    docx_of(Tree(form=Form.REGISTER, title="名册", blocks=(table,)))
    assert time.perf_counter() - begun < 3
