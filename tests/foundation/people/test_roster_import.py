"""From upload to the book: all or nothing, twice is once."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import WrongState
from apps.foundation.core.models import OutboxTask
from apps.foundation.organisations.models import ElectoralDistrict
from apps.foundation.people.models import Mandate, Membership, Person, RosterImport
from apps.foundation.people.services.mandates import mandate_end, mandate_return
from apps.foundation.people.services.persons import person_create
from apps.foundation.people.services.roster import imports
from tests.cast import TODAY
from tests.factories import SINCE, make_area
from tests.foundation.people.rosters import identity_number, line, roster_file

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(cast, rows, term=None, starts_on=SINCE):
    term = term or cast.term
    return imports.roster_upload(term=term, file=roster_file(rows), starts_on=starts_on, by=cast.actor("staff"), at=AT)


def check(cast, rows, **options):
    return imports.roster_check(roster=upload(cast, rows, **options), at=AT)


def run(cast, rows, **options):
    roster = check(cast, rows, **options)
    assert roster.problems == []
    imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)
    return imports.roster_write(roster=roster, at=AT)


def test_it_queues_the_check_with_the_upload(cast):
    roster = upload(cast, [line()])
    assert list(OutboxTask.objects.values_list("name", "args")) == [("people.roster_check", [roster.pk])]
    assert len(roster.sha256) == 64


def test_it_writes_nothing_before_it_is_confirmed(cast):
    roster = check(cast, [line()])
    assert (roster.state, roster.preview["new"]) == ("clean", 1)
    assert not Person.objects.filter(name="吴新").exists()


def test_it_writes_person_seat_status_district_and_groups(cast):
    number = identity_number()
    values = {"身份证号": number, "选区": "第12选区", "代表团/小组": "第一代表团、第二小组", "证件号": "0012"}
    roster = run(cast, [line(**values)])
    person = Person.objects.get(name="吴新")
    mandate = person.mandates.get()
    assert roster.state == "written"
    assert (person.pinyin, person.initials, person.identity_number) == ("wu xin", "wx", number)
    assert (mandate.kind, mandate.electoral_district.number, mandate.certificate_number) == ("deputy", 12, "0012")
    assert [(status.state, status.starts_on) for status in mandate.statuses.all()] == [("serving", SINCE)]
    assert sorted(person.memberships.values_list("group__kind", "group__name")) == [
        ("delegation", "第一代表团"),
        ("deputy_group", "第二小组"),
    ]


def test_a_bare_number_means_the_electoral_district_already_drawn(cast):
    area = cast.town
    drawn = ElectoralDistrict.objects.create(area=area, number=5, name="第5选区(和平村)", starts_on=SINCE)
    rows = [line(选区="第5选区"), line(姓名="郑二", 手机号="13900000002", 选区=5)]
    assert check(cast, rows).preview["new_districts"] == []
    run(cast, rows)
    assert set(
        Mandate.objects.filter(person__phone__startswith="139").values_list("electoral_district", flat=True)
    ) == {drawn.pk}


def test_it_leaves_one_entry_for_the_whole_import(cast):
    run(cast, [line(), line(姓名="郑二", 手机号="13900000002")])
    entry = Entry.objects.get(act="people.roster.imported")
    assert (entry.facts["new"], entry.actor_name, entry.subject_id) == (2, "示例staff", cast.term.pk)


def test_one_bad_row_keeps_everything_out(cast):
    roster = check(cast, [line(), line(姓名="郑二", 手机号="12")])
    assert (roster.state, roster.problem_count) == ("faulty", 1)
    with pytest.raises(WrongState):
        imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)
    assert imports.roster_write(roster=roster, at=AT).state == "faulty"
    assert not Person.objects.filter(name="吴新").exists()


def test_it_counts_all_problems_and_keeps_five_hundred(cast):
    roster = check(cast, [line(姓名=f"测试{n}", 手机号="1") for n in range(600)])
    assert (roster.problem_count, len(roster.problems)) == (600, 500)


def test_it_refuses_one_person_twice_in_the_file(cast):
    number = identity_number()
    rows = [line(身份证号=number), line(姓名="郑二", 手机号="13900000002", 身份证号=number), line(), line()]
    assert check(cast, rows).problems == [
        [3, "身份证号", "与第2行重复:身份证号相同"],
        [4, "手机号", "与第2行重复:姓名和手机号相同"],
        [5, "手机号", "与第2行重复:姓名和手机号相同"],
    ]


def test_namesakes_with_different_identity_numbers_are_two_people(cast):
    rows = [line(身份证号=identity_number()), line(身份证号=identity_number(serial="321"))]
    run(cast, rows)
    assert Person.objects.filter(name="吴新").count() == 2


def test_the_same_file_again_changes_nothing(cast):
    rows = [line(身份证号=identity_number(), **{"代表团/小组": "第一代表团"}, 选区="第1选区")]
    run(cast, rows)
    again = check(cast, rows)
    assert (again.preview["new"], again.preview["changed"], again.preview["unchanged"]) == (0, 0, 1)
    run(cast, rows)
    assert (Person.objects.filter(name="吴新").count(), Membership.objects.count()) == (1, 1)


def test_it_updates_by_identity_number_even_with_a_new_phone(cast):
    run(cast, [line(身份证号=identity_number())])
    run(cast, [line(身份证号=identity_number(), 手机号="13900000099", 单位及职务="新单位")])
    person = Person.objects.get(name="吴新")
    assert (person.phone, person.workplace) == ("13900000099", "新单位")


def test_it_updates_by_name_and_phone_and_adds_the_identity_number(cast):
    run(cast, [line()])
    run(cast, [line(身份证号=identity_number())])
    assert Person.objects.get(name="吴新").identity_number == identity_number()


def test_it_updates_by_name_and_birth_date_within_the_body(cast):
    run(cast, [line(出生日期="1980-01-31")])
    run(cast, [line(出生日期="1980-01-31", 手机号="13900000099")])
    assert Person.objects.get(name="吴新").phone == "13900000099"


def test_a_name_and_birth_date_of_another_town_is_another_person(cast):
    person_create(
        area=cast.other_town,
        details={"name": "吴新", "born_on": date(1980, 1, 31)},
        by=cast.actor("operator"),
        at=AT,
    )
    run(cast, [line(出生日期="1980-01-31")])
    assert Person.objects.filter(name="吴新").count() == 2


def test_an_empty_cell_keeps_what_is_known(cast):
    run(cast, [line(学历="本科")])
    run(cast, [line(单位及职务="新单位")])
    assert Person.objects.get(name="吴新").education == "大学本科"


def test_it_asks_when_a_namesake_sits_in_the_term_and_nothing_decides(cast):
    run(cast, [line()])
    assert check(cast, [line(手机号="13900000099")]).problems == [
        [2, "姓名", "本届名册中已有同名代表,无法判断是否同一人,请填写身份证号或出生日期"]
    ]


def test_it_asks_when_a_row_fits_two_people(cast):
    for area in (cast.town, make_area("青禾村", "village", cast.town)):
        details = {"name": "吴新", "phone": "13900000001"}
        person_create(area=area, details=details, by=cast.actor("staff"), at=AT)
    assert "库中有2名同名人员" in check(cast, [line()]).problems[0][2]


def test_it_refuses_an_identity_number_known_under_another_name(cast):
    run(cast, [line(身份证号=identity_number())])
    sentence = check(cast, [line(姓名="郑二", 身份证号=identity_number())]).problems[0][2]
    assert sentence == "此身份证号已登记在另一姓名下,请核对;改名请在人员页面办理"


def test_two_rows_for_one_known_person_are_told(cast):
    run(cast, [line(身份证号=identity_number())])
    rows = [line(身份证号=identity_number(), 手机号=""), line()]
    assert check(cast, rows).problems == [[3, "姓名", "与第2行是库中同一人,请只保留一行"]]


def test_it_seats_a_person_of_another_town_but_leaves_their_details(cast):
    other = cast.people["other_deputy"]
    Person.objects.filter(pk=other.pk).update(name="吴新", phone="13900000001")
    run(cast, [line(单位及职务="不应写入")])
    other.refresh_from_db()
    assert (other.workplace, other.mandates.count()) == ("", 2)


def test_it_shows_whom_the_file_forgot_and_deletes_nobody(cast):
    roster = run(cast, [line()])
    assert roster.preview["absent"] == 10
    assert roster.preview["absent_names"][:2] == ["安然", "白雪"]
    assert Mandate.objects.filter(term=cast.term).count() == 11


def test_it_does_not_revive_an_ended_seat(cast):
    run(cast, [line()])
    mandate = Mandate.objects.get(person__name="吴新")
    mandate_end(mandate=mandate, reason="moved_away", document="1号", on=TODAY, by=cast.actor("staff"), at=AT)
    assert "已经终止" in check(cast, [line()]).problems[0][2]
    mandate_return(mandate=mandate, reason="elected_again", document="2号", on=TODAY, by=cast.actor("staff"), at=AT)
    assert check(cast, [line()]).problems == []


def test_upload_and_abandoning_leave_an_entry_each(cast):
    imports.roster_abandon(roster=upload(cast, [line()]), by=cast.actor("staff"), at=AT)
    acts = Entry.objects.filter(subject_id=cast.term.pk, area_path=cast.town.path).order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["people.roster.uploaded", "people.roster.abandoned"]


def test_it_moves_a_deputy_to_another_delegation(cast):
    run(cast, [line(**{"代表团/小组": "第一代表团"})])
    run(cast, [line(**{"代表团/小组": "第二代表团"})])
    held = Membership.objects.order_by("pk").values_list("group__name", "starts_on", "until")
    assert list(held) == [("第一代表团", SINCE, TODAY), ("第二代表团", TODAY, None)]


def test_representatives_come_into_a_street_meeting(cast):
    run(cast, [line(代表类别="议事代表", 推荐单位="滨江社区党委")], term=cast.street_term)
    mandate = Mandate.objects.get(person__name="吴新")
    assert (mandate.kind, mandate.recommending_unit) == ("representative", "滨江社区党委")


def test_markup_is_stored_as_text(cast):
    run(cast, [line(姓名="<b>吴新</b>", 单位及职务="<script>alert(1)</script>")])
    assert Person.objects.get(name="<b>吴新</b>").workplace == "<script>alert(1)</script>"


def test_of_two_confirmations_one_wins(cast):
    roster = check(cast, [line()])
    imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)
    with pytest.raises(WrongState):
        imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)


def test_a_task_delivered_twice_writes_once(cast):
    roster = run(cast, [line()])
    imports.roster_write(roster=roster, at=AT)
    assert Person.objects.filter(name="吴新").count() == 1


def test_it_looks_again_when_the_book_changed_since_the_check(cast):
    roster = check(cast, [line(身份证号=identity_number())])
    imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)
    details = {"name": "郑二", "identity_number": identity_number()}
    person_create(area=cast.town, details=details, by=cast.actor("staff"), at=AT)
    roster = imports.roster_write(roster=roster, at=AT)
    assert (roster.state, roster.problem_count) == ("faulty", 1)
    assert not Person.objects.filter(name="吴新").exists()


def test_the_file_goes_when_the_import_is_settled(cast, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(cast, [line()])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_it_abandons_what_nobody_settled_for_a_week(cast):
    roster = check(cast, [line()])
    assert imports.rosters_tidy(at=AT + timedelta(days=6)) == 0
    assert imports.rosters_tidy(at=AT + timedelta(days=8)) == 1
    assert RosterImport.objects.get(pk=roster.pk).state == "abandoned"


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_task_write_once(cast):
    roster = check(cast, [line(姓名=f"测试{n}", 手机号=f"139{n:08}") for n in range(50)])
    imports.roster_confirm(roster=roster, by=cast.actor("staff"), at=AT)

    def work():
        imports.roster_write(roster=roster, at=AT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Person.objects.filter(name__startswith="测试").count() == 50
