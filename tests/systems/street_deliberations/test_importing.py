"""A sheet of recommendations: checked first, kept encrypted, written whole or not at all."""

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.core.spreadsheets import xlsx_of
from apps.systems.street_deliberations.models import Candidate, CandidateImport
from apps.systems.street_deliberations.rules.importing import HEADINGS
from apps.systems.street_deliberations.services import importing
from tests.systems.street_deliberations.office import AT

IDENTITY = "11010119850506002X"
GOOD = {
    "名额": "新民社区", "姓名": "示例甲", "推荐方式": "党组织推荐", "民族": "汉族", "身份证号": IDENTITY,
    "起始日期": "2015-01-01", "联系电话": "19900001234", "代表来源": "居(村)民代表", "职业": "一线人员",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(AT, tick=False):
        yield


def sheet(*rows):
    return BytesIO(xlsx_of("推荐登记", HEADINGS, [[row.get(one) for one in HEADINGS] for row in rows]).read())


def check(office, *rows):
    return importing.import_check(term=office.term, file=sheet(*rows), file_name="推荐.xlsx", by=office.staff, at=AT)


def test_a_checked_sheet_is_written_whole_and_once(office):
    office.settled()
    batch = check(office, GOOD, {**GOOD, "姓名": "示例乙", "身份证号": None, "名额": "驻区单位"}).batch
    assert not Candidate.objects.exists()
    importing.import_write(batch=batch, by=office.staff, at=AT)
    first = Candidate.objects.get(name="示例甲")
    assert (first.sex, str(first.born_on), first.line.name, first.state) == (
        "female",
        "1985-05-06",
        "新民社区",
        "draft",
    )
    assert (first.category, first.occupation, first.channel) == ("resident", "frontline", "party")
    with pytest.raises(WrongState, match="已经登记过"):
        importing.import_write(batch=batch, by=office.staff, at=AT)
    assert Candidate.objects.count() == 2
    assert CandidateImport.objects.get().rows == ""


@pytest.mark.parametrize(
    ("changed", "column", "sentence"),
    [
        ({"姓名": None}, "姓名", "必须填写"),
        ({"名额": "长虹社区"}, "名额", "名额分配表中没有“长虹社区”"),
        ({"推荐方式": "海选"}, "推荐方式", "请填写自荐、党组织推荐、单位推荐,现为“海选”"),
        ({"身份证号": "110101198505060021"}, "身份证号", "校验码不正确"),
        ({"身份证号": IDENTITY, "性别": "男"}, "性别", "与身份证号中的性别不一致"),
        ({"起始日期": "2027-01-01"}, "起始日期", "日期不能晚于今天"),
        ({"补推空缺": "某人"}, "补推空缺", "“新民社区”没有某人的空缺"),
    ],
)
def test_with_any_problem_nothing_is_kept(office, changed, column, sentence):
    office.settled()
    (problem,) = check(office, {**GOOD, "身份证号": None, **changed}).problems
    assert (problem.row, problem.column) == (2, column)
    assert sentence in problem.sentence
    assert not CandidateImport.objects.exists()


def test_a_number_twice_in_a_sheet_is_named(office):
    office.settled()
    assert [one.sentence for one in check(office, GOOD, GOOD).problems] == ["与第2行相同"]


def test_one_refused_row_leaves_nobody_registered(office):
    office.settled()
    batch = check(office, {**GOOD, "姓名": "示例乙", "身份证号": None}, GOOD).batch
    office.candidate(identity_number=IDENTITY)
    with pytest.raises(DomainError, match=r"第3行:.*身份证号相同.*全部没有登记"):
        importing.import_write(batch=batch, by=office.staff, at=AT)
    assert not Candidate.objects.filter(name="示例乙").exists()


@pytest.mark.parametrize("content", [b"", b"no workbook", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_workbook_is_refused_with_a_remedy(office, content):
    office.settled()
    (problem,) = importing.import_check(
        term=office.term, file=BytesIO(content), file_name="x.xlsx", by=office.staff, at=AT
    ).problems
    assert problem.column == "文件"


def test_what_waits_is_encrypted(office):
    office.settled()
    check(office, GOOD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM street_deliberations_candidateimport")
        stored = cursor.fetchone()[0]
    assert IDENTITY not in stored
    assert "19900001234" not in stored


def test_the_pages_show_problems_then_a_preview_then_the_people(office, cast):
    office.settled()
    client, page = cast.client("street_staff"), reverse("street_deliberations_import_new", args=[office.term.public_id])
    faulty = SimpleUploadedFile("a.xlsx", sheet({**GOOD, "名额": "长虹社区"}).getvalue())
    assert "名额分配表中没有“长虹社区”" in client.post(page, {"file": faulty}).content.decode()
    response = client.post(page, {"file": SimpleUploadedFile("a.xlsx", sheet(GOOD).getvalue())})
    assert "示例甲" in client.get(response.url).content.decode()
    batch = CandidateImport.objects.get()
    assert cast.client("staff").get(response.url).status_code == 404
    written = client.post(reverse("street_deliberations_import_write", args=[batch.public_id]))
    assert "示例甲" in client.get(written.url).content.decode()
    template = reverse("street_deliberations_import_template", args=[office.term.public_id])
    assert client.get(template).status_code == 200
