"""The DOCX as an office program prints it: GB/T 9704-2012 measured on paper."""

from dataclasses import replace

import pytest

from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.rules.tree import Form, Paragraph, Tree
from tests.office.documents.office import is_missing, pages_of, pdfs_of
from tests.office.documents.trees import FILLER, SAMPLES, notice

pytestmark = pytest.mark.skipif(is_missing(), reason="LibreOffice (libreoffice-writer-nogui) is not installed")

PAGES = {
    "notice": 6,
    "letter": 3,
    "minutes": 2,
    "announcement": 1,
    "sheet": 1,
    "register": 3,
    "long_report": 10,
    "rare": 1,
}


def ending_after(paragraphs: int) -> Tree:
    return replace(notice(), blocks=(Paragraph(FILLER),) * paragraphs, annexes=(), attachments=(), note="")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    hanzi = Tree(form=Form.PLAIN, title="", blocks=(Paragraph("字" * 28 * 60),))
    trees = {**SAMPLES, "hanzi": hanzi, **{f"ending{count}": ending_after(count) for count in (0, 3, 6, 10, 14)}}
    pdfs = pdfs_of({name: docx_of(tree) for name, tree in trees.items()}, tmp_path_factory.mktemp("docx"))
    return {name: pages_of(pdf) for name, pdf in pdfs.items()}


def body_of(page):
    """Lines of the type area, which ends 262 mm below the top of the paper."""
    return [line for line in page if line.top < 260]


@pytest.mark.parametrize(("name", "pages"), PAGES.items())
def test_samples_take_as_many_pages_as_they_need(printed, name, pages):
    assert len(printed[name]) == pages


@pytest.mark.parametrize("page", [1, 2])
def test_a_full_page_has_22_lines_of_28_characters(printed, page):
    lines = body_of(printed["hanzi"][page - 1])
    assert len(lines) == 22
    assert {len(line.text) for line in lines[1:]} == {28}
    assert lines[0].top == pytest.approx(37, abs=4)
    assert lines[-1].bottom <= 262.5


def test_full_lines_run_from_edge_to_edge_with_digits_in_them_too(printed):
    page = body_of(printed["long_report"][1])
    full = [line for line in page if line.left < 29 and len(line.text) >= 26]
    assert len(full) > 10
    assert any("30日" in line.text for line in full)
    assert {round(line.left) for line in full} == {28}
    assert all(line.right == pytest.approx(184, abs=0.8) for line in full)


def test_paragraphs_begin_two_characters_in(printed):
    begun = [line for line in body_of(printed["long_report"][1]) if line.text.startswith("全年")]
    assert begun
    assert all(line.left == pytest.approx(28 + 2 * 156 / 28, abs=0.3) for line in begun)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(printed):
    numbers = [page[-1] for page in printed["long_report"]]
    assert [line.text for line in numbers] == [f"—{page}—" for page in range(1, 11)]
    assert all(line.right == pytest.approx(184 - 4.9, abs=0.5) for line in numbers[::2])
    assert all(line.left == pytest.approx(28 + 4.9, abs=0.5) for line in numbers[1::2])
    assert all((line.top + line.bottom) / 2 == pytest.approx(262 + 7, abs=1) for line in numbers)


def test_a_letter_has_no_number_on_its_first_page_only(printed):
    first, *others = printed["letter"]
    assert "—1—" not in [line.text for line in first]
    assert [page[-1].text for page in others] == ["—2—", "—3—"]


def test_the_number_of_a_notice_is_centred_between_the_edges(printed):
    number = next(line for line in printed["notice"][0] if "〔2026〕8号" in line.text)
    assert (number.left + number.right) / 2 == pytest.approx(28 + 78, abs=0.5)


def test_the_heads_of_long_tables_are_on_every_page(printed):
    assert [any("出生年月" in line.text for line in page) for page in printed["register"]] == [True] * 3


def test_names_begin_under_the_first_name(printed):
    page = printed["minutes"][1]
    at = next(place for place, line in enumerate(page) if line.text.startswith("出席"))
    starts = [line.left for line in page[at + 1 : at + 7]]
    assert starts == pytest.approx([28 + 5 * 156 / 28] * 6, abs=0.5)


@pytest.mark.parametrize("name", ["notice", "minutes", "ending0", "ending3", "ending10", "ending14"])
def test_the_colophon_ends_the_type_area_of_the_last_page_which_is_even(printed, name):
    assert len(printed[name]) % 2 == 0
    last = body_of(printed[name][-1])[-1]
    assert last.text.endswith("印发")
    assert last.bottom == pytest.approx(262, abs=1.5)


def test_a_full_even_page_is_followed_by_a_blank_one_and_the_colophon_without_a_number(printed):
    pages = printed["ending6"]  # LibreOffice leaves blank pages out of a PDF: these are 1, 2 and 4
    assert [page[-1].text for page in pages] == ["—1—", "—2—", "青禾镇人民代表大会主席团2026年1月5日印发"]
    assert pages[2][-1].bottom == pytest.approx(262, abs=1.5)


@pytest.mark.parametrize("name", SAMPLES)
def test_word_takes_as_many_pages_as_the_pdf(printed, name):
    pages, in_word = pdf_of(SAMPLES[name]).pages, len(printed[name])
    assert in_word == pages if pages <= 3 else abs(in_word - pages) <= 1
