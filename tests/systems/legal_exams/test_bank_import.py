"""Questions from XLSX and DOCX: every problem at once, all of it or nothing, one author and another reviewer."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.core.spreadsheets import xlsx_of
from apps.systems.legal_exams.models import Bank, Part, Question, QuestionImport
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.rules.importing import HEADINGS
from apps.systems.legal_exams.services import importing
from apps.systems.legal_exams.services.reading import template_of
from tests.racing import at_once, refusals
from tests.systems.legal_exams.bank_makers import added, content
from tests.systems.legal_exams.house_of_exams import NOW, make_law

pytestmark = pytest.mark.django_db
GOOD = {
    "题型": "单选题", "题干": "地方人大每届任期几年( )", "选项A": "3年", "选项B": "5年", "选项C": "6年", "答案": "b",
    "法律法规": "《宪法》", "条款": "第九十八条", "难度": "易", "解析": "任期五年。",
}  # fmt: skip


@pytest.fixture
def laws(house):
    return make_law(house), make_law(house, "中华人民共和国行政处罚法", Part.GOVERNMENT)


def sheet(*rows) -> BytesIO:
    return BytesIO(xlsx_of("试题", list(HEADINGS), [[row.get(name, "") for name in HEADINGS] for row in rows]).read())


def word(text: str) -> BytesIO:
    document, file = Document(), BytesIO()
    for line in text.strip().splitlines():
        document.add_paragraph(line)
    document.save(file)
    return BytesIO(file.getvalue())


def checked(house, file, name="题库.xlsx", by="exam_setter"):
    return importing.import_check(
        office=house.office, bank=Bank.SEALED, difficulty=drawing.MEDIUM, file=file, file_name=name,
        by=house.actor(by), at=NOW,
    )  # fmt: skip


def problems(result) -> list[str]:
    return [sentence for one in result.read for sentence in one.problems]


def test_a_good_sheet_waits_encrypted_and_goes_to_review_once(house, laws):
    batch = checked(house, sheet(GOOD)).batch
    assert not Question.objects.exists()
    importing.import_write(batch=batch, by=house.actor("exam_setter"), at=NOW)
    question = Question.objects.get()
    assert (question.state, question.author, question.law) == (states.IN_REVIEW, house.people["exam_setter"], laws[0])
    assert question.content == {
        "stem": "地方人大每届任期几年( )", "options": ["3年", "5年", "6年"], "key": [1], "explanation": "任期五年。",
    }  # fmt: skip
    assert (question.part, question.difficulty, question.article) == (Part.PUBLIC, drawing.EASY, "第九十八条")
    batch.refresh_from_db()
    assert batch.rows == ""
    with pytest.raises(WrongState):
        importing.import_write(batch=batch, by=house.actor("exam_setter"), at=NOW)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"答案": "D"}, "超出选项范围(选项只到C)"), ({"答案": "AB"}, "只能有一个答案"),
        ({"答案": "甲"}, "不是选项字母"), ({"答案": ""}, "答案没有填写"), ({"答案": "BB"}, "重复的字母"),
        ({"选项B": ""}, "中间不能空"), ({"题型": ""}, "没有写题型"), ({"题型": "填空题"}, "题型“填空题”不认识"),
        ({"题型": "多选题"}, "选项应有4"), ({"题型": "多选题", "选项D": "7年"}, "至少有两个答案"),
        ({"题型": "判断题", "答案": "也许"}, "不是判断题的答案"), ({"法律法规": ""}, "没有写法律法规"),
        ({"法律法规": "月球法"}, "没有登记《月球法》"), ({"难度": "极难"}, "难度"), ({"启用日期": "明天"}, "日期"),
        ({"所属部分": "军队类"}, "所属部分"), ({"停用日期": "2020-01-01", "启用日期": "2021-01-01"}, "早于启用日期"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_and_nothing_is_kept(house, laws, changed, told):
    result = checked(house, sheet(GOOD | changed, {**GOOD, "题干": "另一题"}))
    assert told in "".join(result.read[0].problems)
    assert not result.read[1].problems
    assert result.wrong == 1
    assert not QuestionImport.objects.exists()


@pytest.mark.parametrize(
    ("said", "place"),
    [("对", 0), ("√", 0), ("正确", 0), ("T", 0), ("错", 1), ("×", 1), ("错误。", 1), ("x", 1)],
)
def test_a_judgement_is_answered_in_many_words(house, laws, said, place):
    row = {"题型": "判断", "题干": "监察委员会由人大产生。", "答案": said, "法律法规": "宪法"}
    assert checked(house, sheet(row)).read[0].row.content.key == (place,)


def test_doubles_within_the_file_and_with_the_bank_are_named(house, laws):
    known = added(house, content("地方人大每届任期几年"))
    assert problems(checked(house, sheet(GOOD))) == [f"题干与题库中的{known}(正式题库)相同。"]
    other = {**GOOD, "题干": "另一题"}
    assert problems(checked(house, sheet(other, other))) == ["题干与本文件第2项相同。"]


WORD = """
任前法律知识考试题库
一、单项选择题(每题2分)
1. 国家的根本制度是( )。
A. 社会主义制度 B. 联邦制度
C. 议会制度 D. 君主制度
答案:A
解析:根本制度是社会主义制度。
依据:《中华人民共和国宪法》第一条第二款
2、全国人大每届任期( B )年。
A.三B.五C.六D.十
【依据】《宪法》第六十条 难度:易
政府类
二、多项选择题
3.行政处罚的种类包括:
(A)警告
(B)罚款
(C)行政拘留
(D)记过
【答案】ABC
依据:《行政处罚法》第九条
三、判断题
4. 行政机关可以口头委托个人实施行政处罚。(×)
依据:《行政处罚法》第二十条
"""


def test_a_word_document_is_read_as_offices_write_it(house, laws):
    batch = checked(house, word(WORD), "题库.docx").batch
    importing.import_write(batch=batch, by=house.actor("exam_setter"), at=NOW)
    found = [(one.kind, one.part, one.difficulty, one.article, one.content["key"], len(one.content["options"]))
             for one in Question.objects.order_by("number")]  # fmt: skip
    assert found == [
        ("single", "public", "medium", "第一条第二款", [0], 4),
        ("single", "public", "easy", "第六十条", [1], 4),
        ("multiple", "government", "medium", "第九条", [0, 1, 2], 4),
        ("judge", "government", "medium", "第二十条", [1], 2),
    ]
    assert Question.objects.get(number=2).content["stem"] == "全国人大每届任期( )年。"


def test_numbers_and_letters_that_word_sets_itself_are_read(house, laws):
    document, file = Document(), BytesIO()
    document.add_paragraph("一、判断题")
    document.add_paragraph("监察委员会由人大产生。(√)", style="List Number")
    document.add_paragraph("依据:《宪法》第一百二十六条")
    document.add_paragraph("区人大常委会会议每月举行。(错)", style="List Number")
    document.add_paragraph("依据:《宪法》第一条")
    document.save(file)
    result = checked(house, BytesIO(file.getvalue()), "题库.docx")
    assert [(one.row.content.key, one.problems) for one in result.read] == [((0,), ()), ((1,), ())]


def test_a_wrong_key_in_a_word_document_is_told(house, laws):
    result = checked(house, word(WORD.replace("答案:A\n", "答案:E\n").replace("【答案】ABC", "【答案】A")), "题库.docx")
    assert [len(one.problems) for one in result.read] == [1, 0, 1, 0]
    assert "超出选项范围" in result.read[0].problems[0]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (b"", "a.xlsx"), (b"PK\x03\x04 broken", "a.docx"), (b"text", "a.docx"), (b"old", "a.doc"), (b"x", "a.exe"),
        (word("没有题号的文字").getvalue(), "a.docx"), (sheet().getvalue(), "a.xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_a_sentence(house, file, name):
    with pytest.raises(DomainError) as refused:
        checked(house, BytesIO(file), name)
    assert refused.value.sentence


def test_only_the_uploader_says_yes_and_a_week_later_nobody(house, laws):
    batch = checked(house, sheet(GOOD)).batch
    with pytest.raises(NotAllowed):
        importing.import_write(batch=batch, by=house.actor("reviewer"), at=NOW)
    assert importing.imports_forget(at=NOW + timedelta(days=6)) == 0
    assert importing.imports_forget(at=NOW + timedelta(days=8)) == 1
    assert not QuestionImport.objects.exists()


def test_the_template_offers_what_may_be_typed_and_is_read_again(house, laws):
    book = load_workbook(BytesIO(template_of(house.office)))
    heads = [cell.value for cell in book["试题"][1]]
    assert heads[:2] == ["题型*", "题干*"]
    assert len(book["试题"].data_validations.dataValidation) == 4
    assert {row[0].value for row in book["选项"]["L1:L2"]} == {law.name for law in laws}
    with pytest.raises(DomainError, match="没有试题"):
        checked(house, BytesIO(template_of(house.office)))


@pytest.mark.django_db(transaction=True)
def test_two_files_with_one_stem_bring_it_in_once(house):
    make_law(house)
    first, second = checked(house, sheet(GOOD)).batch, checked(house, sheet(GOOD), by="reviewer").batch
    results = at_once(
        lambda: importing.import_write(batch=first, by=house.actor("exam_setter"), at=NOW),
        lambda: importing.import_write(batch=second, by=house.actor("reviewer"), at=NOW),
    )
    assert refusals(results) == ["DomainError"]
    assert Question.objects.count() == 1
    assert QuestionImport.objects.exclude(written_at=None).count() == 1
