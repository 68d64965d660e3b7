"""The letter as it is printed: what it says, to whom, what goes with it."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from apps.congress.matters import papers
from apps.congress.matters.matter_papers import FORM, SHEETS
from apps.congress.matters.models import CoSigner, MatterKind, Reply
from apps.congress.matters.rules.replying import Promise
from apps.office.documents.rendering.pdf import pdf_of
from tests import factories as make
from tests.congress.matters.handled import AT, DRAFT, contacted, drafted, on_day, replied, taken
from tests.office.documents.office import everything_in, opened
from tests.office.documents.paper import pages_of


@pytest.fixture
def promised() -> object:
    return replace(DRAFT, result="B", promises=[Promise("在三组再装路灯6盏。", date(2026, 6, 30))])


def text_of(tree) -> str:
    return "".join(line.text for page in pages_of(pdf_of(tree).content) for line in page)


def test_the_signed_letter_says_everything_in_order(cast, promised):
    make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    letter = text_of(replied(cast, contacted(cast), promised).document.content)
    parts = [
        "类别：B", "青禾镇人民政府", "青府函〔2026〕1号",
        "关于青禾镇第二十届人民代表大会闭会期间第1号建议的答复", "安然代表：",
        "您提出的《关于增设村口路灯的建议》（第1号）收悉，现答复如下：",
        "一、已安装路灯12盏。", "二、电费由镇财政承担。",
        "承诺事项和完成时限：", "在三组再装路灯6盏（完成时限：2026年6月30日）。", "感谢您对我们工作的关心和支持！",
        "附件：代表建议办理情况征询意见表", "青禾镇人民政府", "2026年3月26日",
        "（联系人：张晓东；联系电话：023-60000001）",
    ]  # fmt: skip
    at = 0
    for part in parts:
        assert part in letter[at:], (part, letter)
        at = letter.index(part, at)
    assert "抄送：青禾镇人大主席团。" in letter
    assert "印发" not in letter
    assert "□满意" in letter


def test_word_says_the_same(cast):
    tree = replied(cast, contacted(cast)).document.content
    paper = opened(tree)
    text = everything_in(paper) + "".join(one.text for one in paper.sections[0].first_page_header.paragraphs)
    for part in ("类别：A", "青府函〔2026〕1号", "安然代表：", "一、已安装路灯12盏。", "征询意见表"):
        assert part in text


def test_who_signed_is_addressed_too(cast):
    part = taken(cast)
    second, third = cast.deputies()[1:3]
    for person, consent in ((second, "signed"), (third, "asked")):
        CoSigner.objects.create(matter=part.matter, person=person, name=person.name, consent=consent, asked_at=AT)
    assert papers.addressee(part.matter) == "安然、白雪代表"


def test_a_resident_gets_no_rating_sheet_and_no_deputys_title(cast):
    reply = drafted(cast, taken(cast, kind=MatterKind.REQUEST))
    tree = papers.reply_letter(reply, date(2026, 3, 26))
    assert (tree.recipients, tree.annexes, tree.title) == (("赵大姐",), (), "关于“关于增设村口路灯的建议”的答复")


def test_a_second_reply_says_that_it_is_one(cast):
    part = contacted(cast)
    part.round = 2
    assert papers.letter_title(part) == "关于青禾镇第二十届人民代表大会闭会期间第1号建议重新办理情况的答复"


def test_the_four_kinds_of_chongqing_are_marked_by_number():
    assert [papers.class_mark("four", "2"), papers.class_mark("abcd", "D")] == ["第二类", "D"]


def test_a_draft_is_shown_before_it_is_signed(cast):
    reply = drafted(cast, contacted(cast), at=on_day(3, 24))
    assert "〔" not in text_of(papers.reply_letter(Reply.objects.get(pk=reply.pk), date(2026, 3, 24)))


def test_a_suggestion_of_several_pages_is_set_in_seconds(cast):
    """Measured cell by cell it took minutes, and every other paper of the process waited."""
    matter = contacted(cast).matter
    matter.text = "新民村三组村口到小学的路没有路灯,孩子晚上走路很不安全,希望装上路灯。" * 85
    began = perf_counter()
    assert pdf_of(SHEETS[FORM](matter)).pages > 2
    assert perf_counter() - began < 20
