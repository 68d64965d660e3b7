"""GB/T 9704-2012 measured on the PDF: type area, lines, characters, head, page numbers, 版记."""

from dataclasses import replace
from datetime import date

import pytest

from apps.office.documents.rendering.pdf import Stamp, pdf_of
from apps.office.documents.rules.tree import (
    Colophon,
    Column,
    Form,
    Head,
    Names,
    Paragraph,
    Signature,
    Table,
    Tree,
)
from tests.office.documents import trees
from tests.office.documents.paper import pages_of, picture_of, red_box

HANZI = "为全面贯彻落实党的决策部署充分发挥人民代表大会在发展全过程人民民主中的主渠道作用" * 40
MIXED = "根据《重庆市乡镇人民代表大会工作条例》第11条,会议应到代表60人,实到58人,于2026年3月20日在镇政府3楼召开。" * 30
DAY = date(2026, 3, 20)
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262


def document(*blocks, form=Form.RED_HEAD, **parts):
    head = Head(mark="青禾镇人民代表大会主席团文件", number="青人发〔2026〕18号")
    return Tree(form=form, title="关于召开会议的通知", head=head, blocks=blocks, **parts)


@pytest.fixture(scope="module")
def hanzi_page():
    return pages_of(pdf_of(document(Paragraph(HANZI))).content)[1]


def body_of(page):
    return [line for line in page if line.top < BOTTOM]


def test_a_full_page_has_22_lines_of_28_characters(hanzi_page):
    lines = body_of(hanzi_page)
    assert len(lines) == 22
    assert {len(line.text) for line in lines} == {28}


def test_the_type_area_is_156_by_225_mm(hanzi_page):
    lines = body_of(hanzi_page)
    assert min(line.left for line in lines) == pytest.approx(LEFT, abs=0.5)
    assert max(line.right for line in lines) == pytest.approx(RIGHT, abs=0.5)
    assert lines[0].top == pytest.approx(TOP + 2.3, abs=1)
    assert lines[-1].bottom == pytest.approx(BOTTOM - 2.3, abs=1)


def test_lines_with_digits_and_punctuation_are_flush_at_both_edges():
    page = body_of(pages_of(pdf_of(document(Paragraph(MIXED))).content)[1])
    assert len(page) == 22
    assert {round(line.left) for line in page} == {LEFT}
    assert min(line.right for line in page) > RIGHT - 3.5  # a full-width mark ends the line: its ink is half a cell
    assert max(line.right for line in page) < RIGHT + 0.7  # poppler counts the space behind the last character


def test_the_text_is_extracted_without_spaces_between_the_characters():
    pdf = pdf_of(document(Paragraph(MIXED))).content
    text = "".join(line.text for page in pages_of(pdf) for line in page)
    assert "会议应到代表60人,实到58人,于2026年3月20日在镇政府3楼召开。" in text


def test_rare_characters_come_from_the_fallback_font_and_keep_the_grid():
    text = "喆堃珺祎彧" + HANZI
    page = body_of(pages_of(pdf_of(document(*[Paragraph(text[:400]) for _ in range(3)])).content)[1])
    assert len(page) == 22
    assert any("喆堃珺祎彧" in line.text for line in page)


def test_page_numbers_stand_outside_seven_mm_below_the_text():
    pages = pages_of(pdf_of(document(Paragraph(HANZI * 2))).content)
    first, second = pages[0][-1], pages[1][-1]
    assert first.text == "—1—"
    assert second.text == "—2—"
    assert first.right == pytest.approx(RIGHT - 14 * 25.4 / 72, abs=0.6)
    assert second.left == pytest.approx(LEFT + 14 * 25.4 / 72, abs=0.6)
    assert (first.top + first.bottom) / 2 == pytest.approx(BOTTOM + 7, abs=1)


def test_the_mark_stands_35_mm_below_the_type_area_and_the_rule_is_156_mm_wide():
    picture = picture_of(pdf_of(document(Paragraph(HANZI))).content, 1)
    mark = red_box(picture, bottom_mm=100)
    rule = red_box(picture, top_mm=112, bottom_mm=125)
    assert mark[1] == pytest.approx(TOP + 35, abs=1)
    assert rule[2] - rule[0] == pytest.approx(156, abs=0.5)


def test_the_rule_is_4_mm_below_the_number():
    pdf = pdf_of(document(Paragraph(HANZI))).content
    number = next(line for line in pages_of(pdf)[0] if "2026" in line.text)
    rule = red_box(picture_of(pdf, 1), top_mm=112, bottom_mm=125)
    assert rule[1] - number.bottom == pytest.approx(4, abs=1)


def test_the_letter_has_its_mark_at_30_mm_and_rules_of_170_mm():
    picture = picture_of(pdf_of(document(Paragraph(HANZI), form=Form.LETTER)).content, 1)
    assert red_box(picture, bottom_mm=60)[1] == pytest.approx(30, abs=1)
    lower = red_box(picture, top_mm=200)
    assert lower[2] - lower[0] == pytest.approx(170, abs=0.5)
    assert lower[3] == pytest.approx(277, abs=0.6)


def test_the_first_page_of_a_letter_has_no_page_number():
    pages = pages_of(pdf_of(document(Paragraph(HANZI), form=Form.LETTER)).content)
    assert not any(line.text.startswith("—") for line in pages[0])
    assert any(line.text == "—2—" for line in pages[1])


@pytest.mark.parametrize(("characters", "pages"), [(60, 2), (700, 2), (1100, 4)])
def test_the_colophon_ends_an_even_page(characters, pages):
    colophon = Colophon(("镇党委",), "青禾镇人大办公室", DAY)
    pdf = pdf_of(document(Paragraph(HANZI[:characters]), colophon=colophon))
    laid = pages_of(pdf.content)
    assert pdf.pages == len(laid) == pages
    last = [line for line in laid[-1] if "印发" in line.text or "镇党委" in line.text]
    assert last[-1].bottom == pytest.approx(BOTTOM - 1.5, abs=1.5)


def test_a_page_of_nothing_but_the_colophon_has_no_number():
    colophon = Colophon(("镇党委",), "青禾镇人大办公室", DAY)
    laid = pages_of(pdf_of(document(Paragraph("短文。"), colophon=colophon)).content)
    assert not any(line.text.startswith("—") for line in laid[-1])


def test_names_begin_under_the_first_name():
    names = Names("出席", tuple(f"王小{number}" for number in range(40)))
    lines = [line for line in pages_of(pdf_of(document(names, form=Form.MINUTES)).content)[0] if "王小" in line.text]
    assert len(lines) > 3
    assert lines[0].left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.5)
    assert {round(line.left, 1) for line in lines[1:]} == {round(LEFT + 5 * 156 / 28, 1)}


def test_a_long_table_repeats_its_head_on_every_page():
    table = Table((Column("序号"), Column("项目", 4, "left")), tuple((str(n), f"项目{n}") for n in range(1, 121)))
    pages = pages_of(pdf_of(document(table, form=Form.REGISTER)).content)
    assert len(pages) > 2
    assert all(any("序号" in line.text for line in page) for page in pages)


def test_the_stamp_stands_below_the_text_of_the_last_page():
    stamp = Stamp("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "https://portal.example.cn/verify/ABCD/", "3f9a 22c1")
    pages = pages_of(pdf_of(document(Paragraph(HANZI)), stamp=stamp).content)
    assert any("verify" in line.text and line.top > BOTTOM for line in pages[-1])
    assert any("3f9a" in line.text for line in pages[-1])
    assert not any("verify" in line.text for page in pages[:-1] for line in page)


def test_html_in_a_text_is_text():
    pdf = pdf_of(document(Paragraph("<script>alert(1)</script><b>粗</b>&nbsp;")))
    assert "<script>alert(1)</script><b>粗</b>&nbsp;" in "".join(line.text for line in pages_of(pdf.content)[0])


def test_the_signature_stands_over_its_date_four_characters_from_the_edge():
    pdf = pdf_of(document(Paragraph("正文。"), signature=Signature(("青禾镇人大主席团",), DAY)))
    organ, day = (
        line for line in pages_of(pdf.content)[0] if ("主席团" in line.text and line.top > 190) or "月20日" in line.text
    )
    assert (organ.left + organ.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.6)
    assert max(organ.right, day.right) == pytest.approx(RIGHT - 4 * 156 / 28, abs=0.8)


def test_a_letter_has_its_copies_at_the_foot_of_the_last_page():
    colophon = Colophon(("镇党委",))
    laid = pages_of(pdf_of(document(Paragraph("短文。"), form=Form.LETTER, colophon=colophon)).content)
    assert len(laid) == 1
    assert next(line for line in laid[0] if "镇党委" in line.text).bottom == pytest.approx(BOTTOM - 1.5, abs=1.5)


def test_a_register_carries_its_stamp_too():
    stamp = Stamp("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "https://portal.example.cn/verify/ABCD/", "3f9a 22c1")
    table = Table((Column("序号"), Column("项目")), (("1", "修路"),))
    pages = pages_of(pdf_of(document(table, form=Form.REGISTER), stamp=stamp).content)
    assert len(pages) == 1
    assert any("3f9a" in line.text for line in pages[0])


def test_a_line_before_an_unbreakable_address_is_not_torn_apart():
    text = "网址是https://portal.example.cn/" + "a" * 90
    line = pages_of(pdf_of(document(Paragraph(text))).content)[0]
    first = next(one for one in line if "网址" in one.text)
    assert first.right < RIGHT - 60


def test_what_no_font_prints_is_left_out():
    pdf = pdf_of(document(Paragraph("正\ud800文\x01。")))
    assert "正文。" in "".join(line.text for line in pages_of(pdf.content)[0])


def test_number_and_signer_of_an_upward_document_stand_on_one_line():
    head = Head(mark="青禾镇人大主席团文件", number="青人发〔2026〕18号", signer="欧阳伟明")
    tree = Tree(form=Form.RED_HEAD, title="关于召开会议的请示", head=head, blocks=(Paragraph("妥否,请批示。"),))
    lines = pages_of(pdf_of(tree).content)[0]
    number = next(line for line in lines if "2026" in line.text)
    signer = next(line for line in lines if "欧阳伟明" in line.text)
    assert "18号" in number.text
    assert "签发人" in signer.text
    assert signer.top == pytest.approx(number.top, abs=1)


def test_the_class_of_a_reply_stands_in_the_upper_right_corner_above_the_mark():
    page = pages_of(pdf_of(trees.letter()).content)[0]
    (marked,) = [line for line in page if line.text == "类别：A"]
    assert marked.right == pytest.approx(RIGHT, abs=1)
    assert 18 < marked.top < marked.bottom < 30


def test_a_letter_has_copies_but_no_line_of_printing():
    letter = replace(trees.letter(), colophon=Colophon(("镇人大主席团",))).numbered("青府函〔2026〕1号", DAY)
    text = "".join(line.text for page in pages_of(pdf_of(letter).content) for line in page)
    assert "抄送：镇人大主席团。" in text
    assert "印发" not in text
