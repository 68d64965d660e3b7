"""Pages about people: who gets in, what they see, what they may not see."""

from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from apps.foundation.people.models import Group, Membership, Person, Post, RosterImport, Term
from apps.foundation.people.rules.roster import HEADINGS
from apps.foundation.people.services.roster import imports
from tests import factories as make
from tests.cast import NAMES
from tests.foundation.people.rosters import identity_number, line, roster_file
from tests.sent import hidden

PHONES = [("staff", "13812345678"), ("operator", "13812345678"), ("leader", "138****5678")]
FILTERS = [({"state": "suspended"}, 0), ({"kind": "deputy"}, 10), ({"party": "中共党员"}, 1)]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(client, path, **data):
    response = client.get(path, data)
    assert response.status_code == 200, response
    return response.content.decode()


def url(person, tail=""):
    return f"/people/{person.public_id}/{tail}"


def edited(client, person, **typed):
    """The answer to a person's form, sent from the page as it is now."""
    seen = hidden(client.get(url(person, "edit/")), "seen")
    return client.post(url(person, "edit/"), {"seen": seen, **typed})


@pytest.fixture
def known(cast):
    """The first deputy with every detail a page could give away."""
    person = cast.people["deputy"]
    person.phone, person.identity_number, person.party = "13812345678", identity_number(), "中共党员"
    person.save()
    return person


@pytest.mark.parametrize("text", ["安然", "an ran", "anran", "ar", "1381234"])
def test_the_register_is_searched_by_name_pinyin_initials_and_phone(cast, known, text):
    html = page(cast.client("staff"), "/people/", q=text)
    assert "安然" in html
    assert "白雪" not in html


def test_a_lone_apostrophe_finds_nobody(cast, known):
    assert "安然" not in page(cast.client("staff"), "/people/", q="'")


def test_the_register_offers_its_search(cast):
    assert 'name="q"' in page(cast.client("staff"), "/people/").partition('id="content"')[2]


def test_markup_in_a_name_is_shown_as_text(cast):
    make.make_person(cast.town, "<script>alert(1)</script>", workplace="<b>粗</b>")
    html = page(cast.client("staff"), "/people/", q="script")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


def test_the_register_shows_nobody_of_another_town(cast):
    assert "安然" not in page(cast.client("other_staff"), "/people/")


@pytest.mark.parametrize(("filters", "number"), FILTERS)
def test_the_register_is_filtered(cast, known, filters, number):
    html = page(cast.client("staff"), "/people/", size=100, **filters)
    assert sum(name in html for name in NAMES) == number


@pytest.mark.parametrize(("part", "shown"), PHONES)
def test_only_those_who_dial_see_the_whole_phone(cast, known, part, shown):
    assert shown in page(cast.client(part), "/people/", q="安然")
    assert shown in page(cast.client(part), url(known))


def test_a_colleague_sees_neither_phone_nor_personal_details(cast, known):
    colleague = next(person for person in cast.deputies() if person != known)
    cast.people["colleague"] = colleague
    html = page(cast.client("colleague"), url(known))
    assert "138****5678" in html
    assert "中共党员" not in html
    assert known.identity_number[-4:] not in html


def test_an_identity_number_is_never_shown_whole_nor_exported(cast, known):
    client = cast.client("operator")
    for path in ("/people/", url(known), url(known, "edit/"), f"/people/terms/{cast.term.public_id}/"):
        assert identity_number() not in page(client, path)
    assert identity_number()[-4:] in page(client, url(known))
    book = load_workbook(BytesIO(b"".join(client.get("/people/?export=xlsx").streaming_content)))
    assert identity_number() not in {str(cell.value) for row in book.active for cell in row}


def test_the_export_gives_a_leader_masked_phones(cast, known):
    book = load_workbook(BytesIO(b"".join(cast.client("leader").get("/people/?export=xlsx").streaming_content)))
    values = {str(cell.value) for row in book.active for cell in row}
    assert "138****5678" in values
    assert "13812345678" not in values


@pytest.mark.parametrize("tail", ["", "edit/", "mandates/add/", "posts/add/", "roles/add/"])
def test_another_town_is_told_of_nobody(cast, known, tail):
    assert cast.client("other_staff").get(url(known, tail)).status_code == 404


@pytest.mark.parametrize("tail", ["edit/", "mandates/add/", "posts/add/", "roles/add/"])
def test_leaders_look_and_do_not_act(cast, known, tail):
    assert cast.client("leader").get(url(known, tail)).status_code == 403


def test_a_deputy_comes_to_their_own_duty_file(cast):
    response = cast.client("deputy").get("/people/me/")
    assert response.headers["Location"] == url(cast.people["deputy"]) + "?tab=duty"
    assert "还没有履职记录" in page(cast.client("deputy"), response.headers["Location"])


def test_it_enters_a_person(cast):
    values = {"area": cast.town.public_id, "name": "吴 新", "sex": "female", "phone": "13900000001"}
    response = cast.client("staff").post("/people/add/", values)
    person = Person.objects.get(name="吴新")
    assert (response.status_code, person.initials, person.area) == (302, "wx", cast.town)


def test_it_refuses_an_area_that_is_not_ones_own(cast):
    values = {"area": cast.other_town.public_id, "name": "吴新"}
    assert cast.client("staff").post("/people/add/", values).status_code == 200
    assert not Person.objects.filter(name="吴新").exists()


def test_a_refused_form_keeps_what_was_typed(cast, known):
    client = cast.client("staff")
    edited(client, known, name="安然", identity_number=identity_number())
    values = {
        "area": cast.town.public_id,
        "name": "吴新",
        "workplace": "写了很久的单位",
        "identity_number": identity_number(),
    }
    html = client.post("/people/add/", values).content.decode()
    assert "此身份证号已登记在另一人名下" in html
    assert "写了很久" in html


def test_an_empty_identity_number_keeps_the_one_on_file(cast):
    person = cast.people["deputy"]
    client = cast.client("staff")
    edited(client, person, name="安然", identity_number=identity_number())
    edited(client, person, name="安然", workplace="新单位")
    person.refresh_from_db()
    assert (person.identity_number, person.workplace) == (identity_number(), "新单位")


def test_of_two_windows_the_second_reads_what_the_first_saved_before_it_overwrites_it(cast, known):
    client, typed = cast.client("staff"), {"name": "安然", "phone": "13812345678", "party": "中共党员"}
    seen = hidden(client.get(url(known, "edit/")), "seen")
    assert edited(client, known, **typed, workplace="甲改的单位").status_code == 302
    refused = client.post(url(known, "edit/"), {**typed, "email": "yi@example.cn", "seen": seen})
    html = refused.content.decode()
    assert "安然的信息刚被他人修改过,没有保存" in html
    assert 'value="yi@example.cn"' in html
    assert "<span>已保存的是</span>甲改的单位<" in html
    known.refresh_from_db()
    assert (known.workplace, known.email) == ("甲改的单位", "")
    merged = {**typed, "workplace": "甲改的单位", "email": "yi@example.cn", "seen": hidden(refused, "seen")}
    assert client.post(url(known, "edit/"), merged).status_code == 302


def test_the_identity_number_corrected_meanwhile_is_not_written_over_and_not_shown(cast, known):
    client, typed = cast.client("staff"), {"name": "安然", "phone": "13812345678", "party": "中共党员"}
    seen = hidden(client.get(url(known, "edit/")), "seen")
    other = identity_number(serial="457")
    edited(client, known, **typed, identity_number=other)
    mine = {**typed, "identity_number": identity_number(serial="789"), "seen": seen}
    html = client.post(url(known, "edit/"), mine).content.decode()
    assert "刚被他人修改过" in html
    assert f"<span>已保存的是</span>末四位 {other[-4:]}<" in html
    assert other not in html
    known.refresh_from_db()
    assert known.identity_number == other


def test_the_history_of_a_person_is_told_in_sentences(cast):
    person = cast.people["deputy"]
    edited(cast.client("staff"), person, name="安然", workplace="新单位")
    assert "示例staff修改了安然的单位及职务" in page(cast.client("staff"), url(person), tab="history")


def test_a_seat_is_suspended_on_its_page(cast):
    person = cast.people["deputy"]
    path = f"/people/mandates/{person.mandates.get().public_id}/suspend/"
    today = timezone.localdate().isoformat()
    response = cast.client("staff").post(path, {"reason": "detained", "document": "甲字1号", "on": today})
    assert response.headers["Location"] == url(person)
    assert "暂停执行职务" in page(cast.client("staff"), url(person))


def test_a_seat_of_another_town_is_not_found(cast):
    path = f"/people/mandates/{cast.people['deputy'].mandates.get().public_id}/end/"
    assert cast.client("other_staff").get(path).status_code == 404


def test_staff_may_not_make_themselves_operators(cast):
    staff = cast.people["staff"]
    values = {"role": "operator", "area": cast.town.public_id, "starts_on": "2026-01-01"}
    assert cast.client("staff").post(url(staff, "roles/add/"), values).status_code == 200
    assert [role.role for role in staff.role_assignments.all()] == ["staff"]


def test_an_operator_grants_and_ends_a_role(cast):
    person, client = cast.people["deputy"], cast.client("operator")
    values = {"role": "leader", "area": cast.town.public_id, "starts_on": timezone.localdate().isoformat()}
    assert client.post(url(person, "roles/add/"), values).status_code == 302
    role = person.role_assignments.get()
    path = f"/people/roles/{role.public_id}/end/"
    assert client.post(path, {"on": timezone.localdate().isoformat(), "reason": "调离"}).status_code == 302
    role.refresh_from_db()
    assert role.until == timezone.localdate()


def test_the_term_page_shows_the_five_numbers_and_the_groups(cast):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    Membership.objects.create(group=group, person=cast.people["deputy"], starts_on=make.SINCE)
    html = page(cast.client("leader"), f"/people/terms/{cast.term.public_id}/")
    assert all(word in html for word in ("代表名额", "选出", "实有", "暂停执行职务", "应到", "第一代表团", "安然"))


def test_members_join_and_leave_a_group(cast):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    client, path = cast.client("staff"), f"/people/groups/{group.public_id}/"
    person = cast.people["deputy"]
    today = timezone.localdate().isoformat()
    client.post(f"{path}members/add/", {"people": [person.public_id], "starts_on": today, "title": "团长"})
    assert "团长" in page(client, path)
    assert client.post(f"{path}members/{person.public_id}/end/").status_code == 302
    assert "还没有成员" in page(client, path)


def test_a_new_term_is_opened(cast):
    values = {
        "body": cast.congress.public_id,
        "number": 21,
        "first_session_on": "2026-12-01",
        "quota": 60,
        "elected": 60,
    }
    assert cast.client("staff").post("/people/terms/add/", values).status_code == 302
    cast.term.refresh_from_db()
    assert cast.term.ended_on == date(2026, 12, 1)
    assert Term.objects.filter(body=cast.congress, number=21).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("quota", "2147483648", "9999"),
        ("quota", "0", "1"),
        ("elected", "11", "选出的代表不能多于名额(10名)。"),
        ("first_session_on", "9999-12-31", "年份应在1900年至2100年之间"),
    ],
)
def test_numbers_and_days_that_no_term_has_are_refused(cast, field, value, sentence):
    values = {"first_session_on": "2022-01-10", "quota": "10", "elected": "10", field: value}
    response = cast.client("staff").post(f"/people/terms/{cast.term.public_id}/edit/", values)
    assert response.status_code == 200
    assert sentence in response.context["form"].errors[field][0]


def test_a_group_number_beyond_the_database_is_refused(cast):
    values = {"kind": "delegation", "name": "第一代表团", "number": "2147483648"}
    response = cast.client("staff").post(f"/people/terms/{cast.term.public_id}/groups/add/", values)
    assert "number" in response.context["form"].errors


def test_the_template_offers_odd_names_as_plain_text(cast):
    Group.objects.create(term=cast.term, kind="delegation", name="=1+1")
    Group.objects.create(term=cast.term, kind="delegation", name="第一\x08团")
    response = cast.client("staff").get(f"/people/terms/{cast.term.public_id}/template/")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    offered = [cell for row in book["选项"].iter_rows() for cell in row if cell.value in ("=1+1", "第一团")]
    assert [cell.data_type for cell in offered] == ["s", "s"]


def test_the_template_has_the_columns_drop_downs_and_an_explanation(cast):
    response = cast.client("staff").get(f"/people/terms/{cast.term.public_id}/template/")
    assert quote("名册模板") in response.headers["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames[:2] == ["名册", "说明"]
    assert tuple(cell.value for cell in book["名册"][1]) == HEADINGS
    assert len(book["名册"].data_validations.dataValidation) == 5


def test_the_empty_template_comes_back_as_a_roster_of_nobody(cast):
    response = cast.client("staff").get(f"/people/terms/{cast.term.public_id}/template/")
    file = SimpleUploadedFile("名册.xlsx", b"".join(response.streaming_content))
    by = cast.actor("staff")
    roster = imports.roster_upload(term=cast.term, file=file, starts_on=make.SINCE, by=by, at=timezone.now())
    assert "没有任何人员" in imports.roster_check(roster=roster, at=timezone.now()).problems[0][2]


def upload(cast, rows, part="staff"):
    values = {"term": cast.term.public_id, "starts_on": "2022-01-01", "file": roster_file(rows)}
    return cast.client(part).post("/people/rosters/import/", values)


def test_a_roster_goes_from_upload_to_the_book(cast):
    client = cast.client("staff")
    path = upload(cast, [line()]).headers["Location"]
    assert 'hx-trigger="every 1s"' in page(client, path)
    assert "HX-Refresh" not in client.get(f"{path}progress/").headers
    roster = imports.roster_check(roster=RosterImport.objects.get(), at=timezone.now())
    assert client.get(f"{path}progress/").headers["HX-Refresh"] == "true"
    assert "检查通过:1行" in page(client, path)
    client.post(f"{path}confirm/")
    imports.roster_write(roster=roster, at=timezone.now())
    assert "已导入" in page(client, path)
    assert Person.objects.filter(name="吴新").exists()


def test_it_warns_when_the_roster_goes_beyond_the_quota(cast):
    path = upload(cast, [line()]).headers["Location"]
    imports.roster_check(roster=RosterImport.objects.get(), at=timezone.now())
    assert "导入后实有11人,超过代表名额10" in page(cast.client("staff"), path)


def test_problems_are_shown_by_row_and_column_as_text(cast):
    path = upload(cast, [line(性别="<i>男</i>")]).headers["Location"]
    imports.roster_check(roster=RosterImport.objects.get(), at=timezone.now())
    html = page(cast.client("staff"), path)
    assert "第2行" in html
    assert "&lt;i&gt;男&lt;/i&gt;" in html
    assert cast.client("staff").post(f"{path}confirm/").status_code == 409


def test_a_file_beyond_the_limit_is_refused_unread(cast, settings):
    settings.UPLOAD_LIMIT_MB = 1
    values = {"term": cast.term.public_id, "starts_on": "2022-01-01"}
    values["file"] = SimpleUploadedFile("名册.xlsx", bytes(3 * 1024 * 1024))
    html = cast.client("staff").post("/people/rosters/import/", values).content.decode()
    assert "文件有3MB,超过上限1MB" in html
    assert not RosterImport.objects.exists()


def test_a_roster_of_another_town_is_not_found(cast):
    path = upload(cast, [line()]).headers["Location"]
    assert cast.client("other_staff").get(path).status_code == 404
    assert cast.client("other_staff").post(f"{path}confirm/").status_code == 404


def test_an_import_is_abandoned(cast):
    path = upload(cast, [line()]).headers["Location"]
    assert cast.client("staff").post(f"{path}abandon/").status_code == 302
    assert RosterImport.objects.get().state == "abandoned"


@pytest.mark.parametrize("path", ["/people/?size=100", "/people/terms/", "/people/rosters/", "TERM", "PERSON"])
def test_no_page_asks_more_than_twelve_questions(cast, path):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    for person in cast.deputies():
        Membership.objects.create(group=group, person=person, starts_on=make.SINCE)
        Post.objects.create(person=person, unit=cast.congress, title="委员", starts_on=make.SINCE)
    path = path.replace("TERM", f"/people/terms/{cast.term.public_id}/").replace("PERSON", url(cast.people["deputy"]))
    client = cast.client("staff")
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 12
