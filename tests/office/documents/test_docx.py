"""The DOCX of a tree: its structure as Word reads it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import segno
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from apps.office.documents.rendering.docx import Fonts, docx_of
from apps.office.documents.rules.tree import Column, Form, Paragraph, Signature, Table, Tree
from tests.office.documents.office import everything_in, opened, styles_of
from tests.office.documents.trees import FILLER, SAMPLES, announcement, letter, minutes, notice, register, sheet

MM = 36_000


def in_mm(length):
    return round(length / MM, 1)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_opens_on_a4_with_the_grid_of_the_standard(name):
    section = opened(SAMPLES[name]).sections[0]
    sides = [in_mm(getattr(section, f"{side}_margin")) for side in ("top", "right", "bottom", "left")]
    paper = (in_mm(section.page_width), in_mm(section.page_height))
    if SAMPLES[name].form is Form.REGISTER:
        assert (paper, sides) == ((297, 210), [28, 37, 26, 35])
    else:
        assert (paper, sides) == ((210, 297), [37, 26, 35, 28])
    grid = section._sectPr.find(qn("w:docGrid"))
    assert dict(grid.attrib) == {qn("w:type"): "linesAndChars", qn("w:linePitch"): "579", qn("w:charSpace"): "-848"}


def test_the_grid_holds_22_lines_and_28_characters():
    grid = opened(notice()).sections[0]._sectPr.find(qn("w:docGrid"))
    pitch = 16 * 20 + int(grid.get(qn("w:charSpace"))) * 20 / 4096
    assert (225 * 1440 / 25.4 // int(grid.get(qn("w:linePitch"))), 156 * 1440 / 25.4 // pitch) == (22, 28)


def test_styles_bear_the_names_a_clerk_looks_for_and_the_fonts_offices_have():
    styles = opened(notice()).styles
    found = {
        style.name: (style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")), style.font.size.pt)
        for style in styles
        if style.element.rPr is not None and style.element.rPr.find(qn("w:rFonts")) is not None and style.font.size
    }
    assert {name: found[name] for name in ("公文标题", "公文正文", "一级标题", "二级标题", "三级标题", "四级标题")} == {
        "公文标题": ("方正小标宋简体", 22),
        "公文正文": ("仿宋_GB2312", 16),
        "一级标题": ("黑体", 16),
        "二级标题": ("楷体_GB2312", 16),
        "三级标题": ("仿宋_GB2312", 16),
        "四级标题": ("仿宋_GB2312", 16),
    }
    assert (found["页码"], found["版记"]) == (("宋体", 14), ("仿宋_GB2312", 14))


def test_digits_and_quotation_marks_are_set_in_the_same_font_as_hanzi():
    document = opened(notice())
    fonts = document.styles["公文正文"].element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"仿宋_GB2312"}
    (quoting,) = (run for one in document.paragraphs for run in one.runs if "“群众提" in run.text)
    assert quoting._r.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"


def test_a_site_may_name_its_own_fonts():
    document = opened(notice(), fonts=Fonts(fang="方正仿宋_GBK"))
    assert document.styles["公文正文"].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "方正仿宋_GBK"


def test_levels_are_numbered_by_the_tree_and_set_in_their_styles():
    found = [(style, text[:6]) for style, text in styles_of(opened(notice())) if style.endswith("级标题")]
    assert found == [
        ("一级标题", "一、总体要求"),
        ("一级标题", "二、实施步骤"),
        ("二级标题", "（一）征集阶"),
        ("三级标题", "1.各村（社"),
        ("四级标题", "（1）实地走"),
        ("四级标题", "（2）集中座"),
        ("三级标题", "2.线上征集"),
        ("二级标题", "（二）初选阶"),
        ("一级标题", "三、候选项目"),
        ("一级标题", "四、工作要求"),
    ]


def test_only_the_first_sentence_of_a_level_is_set_in_its_font():
    paragraph = next(one for one in opened(notice()).paragraphs if one.text.startswith("（一）征集阶段"))
    assert [(run.text[:9], run.style.name) for run in paragraph.runs] == [
        ("（一）征集阶段。", "Default Paragraph Font"),
        ("2026年1月5日", "仿宋文字"),
    ]


def test_the_text_of_a_notice_comes_in_the_order_of_its_parts():
    text = everything_in(opened(notice()))
    tree = notice()
    parts = [
        tree.head.mark,
        tree.head.number,
        tree.title,
        "各村（居）民委员会、镇级各部门、辖区各单位：",
        "一、总体要求",
        "候选项目一览表序号项目名称",
        "桂花村便民桥新建人行便民桥一座，长36米、宽3.5米86.50镇农业服务中心",
        "附件：1.民生实事项目征集意见表2.青禾镇2026年",
        "青禾镇人民代表大会主席团2026年1月5日（联系人：李文静；联系电话：023-60000000）",
        "附件1民生实事项目征集意见表姓名联系电话",
        "附件2青禾镇2026年民生实事项目",
        "抄送：区人大常委会办公室，镇党委，镇人民政府，驻镇区人大代表，各选区镇人大代表小组组长。",
        "青禾镇人民代表大会主席团2026年1月5日印发",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_page_numbers_stand_outside_on_odd_and_even_pages():
    document = opened(notice())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(run.text for run in paragraph.runs) == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert paragraph._p.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"


def test_the_first_page_of_a_letter_has_its_mark_and_double_lines_and_no_number():
    section = opened(letter()).sections[0]
    assert section.different_first_page_header_footer
    assert [one.text for one in section.first_page_header.paragraphs] == ["类别：A", "云溪区青禾镇人民政府", ""]
    (foot,) = section.first_page_footer.paragraphs
    sides = foot._p.pPr.find(qn("w:pBdr"))
    assert [(side.tag, side.get(qn("w:sz"))) for side in sides] == [(qn("w:top"), "6"), (qn("w:bottom"), "24")]
    assert foot.text == ""


def test_a_letter_names_no_printer_and_draws_no_rules_around_its_copies():
    document = opened(replace(letter(), colophon=notice().colophon))
    (table,) = document.tables
    assert len(table.rows) == 1
    assert not list(table._tbl.iter(qn("w:tcBorders")))


def test_names_hang_under_the_first_name_with_a_black_label():
    paragraph = next(one for one in opened(minutes()).paragraphs if one.text.startswith("出席："))
    indent = paragraph._p.pPr.find(qn("w:ind"))
    assert (indent.get(qn("w:left")), indent.get(qn("w:hanging"))) == ("1579", "948")
    assert [run.style.name for run in paragraph.runs] == ["黑体文字", "Default Paragraph Font"]
    assert len(paragraph.text.split("\n")) == 7


def test_title_lines_are_line_breaks_in_one_paragraph():
    (title,) = (text for style, text in styles_of(opened(minutes())) if style == "公文标题")
    assert title == "青禾镇第二十届人民代表大会\n主席团第九次会议纪要"


def test_an_announcement_has_its_number_below_the_title():
    assert styles_of(opened(announcement()))[:2] == [
        ("公文标题", "青禾镇人民代表大会公告"),
        ("发文字号", "〔二十届〕第4号"),
    ]


@pytest.mark.parametrize("tree", [notice(), register(), sheet()], ids=["notice", "register", "sheet"])
def test_table_heads_are_repeated_and_rows_are_kept_whole(tree):
    headed = [one for one in opened(tree).tables if list(one._tbl.iter(qn("w:tblHeader")))]
    assert len(headed) == 1
    rows = headed[0]._tbl.tr_lst
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_taller_than_a_page_may_be_divided():
    table = Table((Column("序号"), Column("内容", 4)), (("1", "长" * 5_000), ("2", "短")))
    (found,) = opened(Tree(form=Form.PLAIN, title="清单", blocks=(table,))).tables
    assert [row.find(f".//{qn('w:cantSplit')}") is None for row in found._tbl.tr_lst] == [False, True, False]


def test_rows_shorter_than_the_head_are_filled_up():
    table = Table((Column("甲"), Column("乙"), Column("丙")), (("1",),))
    (found,) = opened(Tree(form=Form.PLAIN, title="清单", blocks=(table,))).tables
    assert [cell.text for cell in found.rows[1].cells] == ["1", "", ""]


def test_long_values_of_a_form_take_the_whole_width():
    form = opened(sheet()).tables[0]
    assert [len(row._tr.tc_lst) for row in form.rows] == [2, 4, 4, 4, 4, 2]


def test_the_colophon_floats_at_the_foot_of_the_type_area():
    place = opened(notice()).tables[-1]._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    borders = opened(notice()).tables[-1]._tbl.iter(qn("w:tcBorders"))
    drawn = [{side.tag.split("}")[1]: side.get(qn("w:sz")) for side in one} for one in borders]
    assert drawn == [{"top": "8"}, {"top": "6", "bottom": "8"}]


def ending_after(paragraphs):
    return opened(replace(notice(), blocks=(Paragraph(FILLER),) * paragraphs, annexes=(), attachments=(), note=""))


def test_the_colophon_of_an_odd_last_page_goes_to_the_even_one_after_it():
    sections = [[section.start_type for section in ending_after(count).sections] for count in (0, 3, 8, 14)]
    own = [WD_SECTION.NEW_PAGE, WD_SECTION.EVEN_PAGE]
    assert sections == [own, own[:1], own, own[:1]]


def test_a_blank_page_before_the_colophon_takes_both_their_numbers():
    first, last = ending_after(6).sections
    assert (first.footer.paragraphs[0].text, last.footer.paragraphs[0].text) == ("— 1 —", "")
    assert (first.even_page_footer.paragraphs[0].text, last.even_page_footer.paragraphs[0].text) == ("— 1 —", "")


def test_annexes_begin_a_page_each_and_are_numbered_when_there_are_several():
    marks = [one for one in opened(notice()).paragraphs if one.style.name == "附件"]
    assert [one.text for one in marks] == ["附件1", "附件2"]
    assert all(one._p.pPr.find(qn("w:pageBreakBefore")) is not None for one in marks)
    single = opened(replace(notice(), annexes=notice().annexes[:1]))
    assert [one.text for one in single.paragraphs if one.style.name == "附件"] == ["附件"]


def test_the_signature_is_never_alone_on_its_page():
    document = opened(announcement())
    at = next(place for place, one in enumerate(document.paragraphs) if one.style.name == "发文机关署名")
    assert document.paragraphs[at - 1].paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("organs", "left"),
    [(("青禾镇人民政府",), 4422), (("青禾镇人民代表大会主席团", "青禾镇人民政府"), 4422), (("长" * 22,), 1895)],
)
def test_organs_and_date_share_one_box_around_the_date(organs, left):
    tree = Tree(form=Form.PLAIN, title="决定", signature=Signature(organs, date(2026, 1, 5)))
    found = [one._p.pPr.find(qn("w:ind")) for one in opened(tree).paragraphs if one.style.name != "公文标题"]
    assert [int(indent.get(qn("w:left"))) for indent in found] == [left] * (len(organs) + 1)


def test_a_draft_has_no_code_and_a_signed_paper_has_one_with_its_sentence():
    stream = BytesIO()
    segno.make("https://portal.example.cn/verify/1").save(stream, kind="png")
    signed = opened(sheet(), qr=stream.getvalue(), verify_line="扫码核验")
    assert len(opened(sheet()).inline_shapes) == 0
    (code,) = signed.inline_shapes
    assert in_mm(code.height) == 16
    assert signed.tables[-1].rows[0].cells[0].text.strip() == "扫码核验"


def test_the_file_says_its_title_and_organ_and_nothing_of_the_template():
    core = opened(notice()).core_properties
    assert (core.title, core.author, core.comments) == (notice().title, "青禾镇人民代表大会主席团", "")
    assert core.created.date() == date(2026, 1, 5)
    parts = ZipFile(BytesIO(docx_of(notice()))).namelist()
    assert not [name for name in parts if "thumbnail" in name or "Effects" in name or "app.xml" in name]
