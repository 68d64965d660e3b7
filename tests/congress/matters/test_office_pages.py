"""The office's register and pages, what leaders may and may not, what members pass on."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.matters.models import Submission
from apps.congress.matters.selectors import search, submission_by_code, todo
from apps.congress.matters.services import submission_merge, submission_tell, submission_withdraw
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.office.files.selectors import attachments_of
from tests import factories as make
from tests.cast import TODAY
from tests.congress.matters.conftest import AT, LAMP, RESIDENT, make_submission, receive
from tests.congress.matters.test_public_pages import code_on, photo, text_of

ACTS = ("matters_submission_tell", "matters_submission_merge", "matters_submission_code", "matters_submission_phone")


def listed(client, **query):
    page = text_of(client.get(reverse("matters_list"), query))
    return [row.number for row in Submission.objects.order_by("pk") if str(row.public_id) in page]


def address(name, row):
    return reverse(name, args=[row.public_id])


def test_the_register_shows_ones_own_area(cast):
    make_submission(cast.town)
    make_submission(cast.other_town, "白沙镇的事")
    page = text_of(cast.client("staff").get(reverse("matters_list")))
    assert "2026-000001" in page
    assert "白沙镇的事" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "untold"}, [1]),
        ({"state": "told"}, [2]),
        ({"state": "finished"}, [3]),
        ({"state": "merged"}, [4]),
        ({"state": "withdrawn"}, [5]),
        ({"channel": "visit"}, [2]),
        ({"purpose": "general"}, [1, 2, 3, 4, 5]),
        ({"since": "2026-03-21"}, []),
        ({"until": "2026-03-20"}, [1, 2, 3, 4, 5]),
        ({"q": "农贸市场"}, [2]),
        ({"q": "\x00"}, [1, 2, 3, 4, 5]),
    ],
)
def test_the_register_is_narrowed(cast, query, expected):
    by = cast.actor("staff")
    brought = [{}, {"text": "农贸市场排水沟堵了", "channel": "visit"}, {}, {}, {}]
    rows = [make_submission(cast.town, **values) for values in brought]
    submission_tell(submission=rows[1], sentence="已看过。", by=by, at=AT)
    submission_tell(submission=rows[2], sentence="已装好。", by=by, at=AT, is_final=True)
    submission_merge(submission=rows[3], into=rows[2], reason="同", by=by, at=AT)
    submission_withdraw(submission=rows[4], by=Actor.guest(), at=AT)
    assert listed(cast.client("staff"), **query) == [f"2026-{number:06}" for number in expected]


def test_the_register_is_narrowed_to_a_place_and_what_lies_in_it(cast):
    village = make.make_area("新民村", "village", cast.town)
    make_submission(cast.other_town, "白沙镇的事")
    make_submission(village, "新民村的事")
    staff = cast.client("district_staff")
    pages = [text_of(staff.get(reverse("matters_list"), {"area": area})) for area in (cast.town.public_id, "no-uuid")]
    assert ["白沙镇的事" in page for page in pages] == [False, True]
    assert "新民村的事" in pages[0]
    assert "有筛选条件填写不正确" in pages[1]


def test_the_file_of_the_register_holds_no_phone_number(cast):
    make_submission(cast.town, proposer=RESIDENT)
    response = cast.client("staff").get(reverse("matters_list"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert LAMP in cells
    assert not [cell for cell in cells if "1990000" in cell or "电话" in cell or "****" in cell]


def test_the_register_asks_few_questions_whatever_its_length(cast, django_assert_max_num_queries):
    for _ in range(20):
        make_submission(cast.town, collected_by=cast.people["deputy"])
    client = cast.client("staff")
    with django_assert_max_num_queries(12):
        client.get(reverse("matters_list"))


def test_another_town_does_not_exist_and_handlers_stay_outside(cast):
    page = address("matters_submission", make_submission(cast.town))
    parts = ("staff", "leader", "district_staff", "other_staff", "deputy", "handler")
    assert [cast.client(part).get(page).status_code for part in parts] == [200, 200, 200, 404, 404, 403]


@pytest.mark.parametrize("name", ACTS)
def test_leaders_read_only_and_others_do_not_find_it(cast, name):
    page = address(name, make_submission(cast.town, proposer=RESIDENT))
    assert [cast.client(part).post(page).status_code for part in ("leader", "other_staff")] == [403, 404]


def test_leaders_see_no_phone_number(cast):
    page = text_of(
        cast.client("leader").get(address("matters_submission", make_submission(cast.town, proposer=RESIDENT)))
    )
    assert "199****1101" in page
    assert "查看完整号码" not in page


def test_looking_a_phone_number_up_shows_it_and_leaves_an_entry(cast):
    row = make_submission(cast.town, proposer=RESIDENT)
    client = cast.client("staff")
    assert "19900001101" not in text_of(client.get(address("matters_submission", row)))
    assert "19900001101" in text_of(client.post(address("matters_submission_phone", row)))
    assert Entry.objects.get(act="matters.phone.looked_up").subject_id == row.pk
    assert client.get(address("matters_submission_phone", row)).status_code == 405


def test_telling_keeps_the_typing_when_refused_and_then_reaches_the_proposer(cast, client):
    row, code = receive(cast.town)
    staff = cast.client("staff")
    assert "这个字段" in text_of(
        staff.post(address("matters_submission_tell", row), {"sentence": "", "is_final": "on"})
    )
    staff.post(address("matters_submission_tell", row), {"sentence": "路灯已装好。", "is_final": "on"})
    assert "路灯已装好。" in text_of(client.get(reverse("matters_mine_of", args=[code])))


def test_a_likely_duplicate_is_offered_and_merged_by_its_number(cast):
    first, second = make_submission(cast.town), make_submission(cast.town)
    staff, merge = cast.client("staff"), address("matters_submission_merge", second)
    assert f"{merge}?into={first.number}" in text_of(staff.get(address("matters_submission", second)))
    staff.post(merge, {"into": first.number, "reason": "同一段路"})
    second.refresh_from_db()
    assert second.merged_into == first


@pytest.mark.parametrize(
    ("into", "sentence"), [("2026-000001", "不能并入自己"), ("2026-000099", "没有编号为2026-000099"), ("", "这个字段")]
)
def test_a_refused_merge_says_why_and_keeps_the_reason(cast, into, sentence):
    row = make_submission(cast.town)
    page = text_of(
        cast.client("staff").post(address("matters_submission_merge", row), {"into": into, "reason": "都说路灯"})
    )
    assert sentence in page
    assert "都说路灯" in page


def test_a_lost_code_is_replaced_and_shown_once(cast):
    row, old = receive(cast.town)
    page = text_of(cast.client("staff").post(address("matters_submission_code", row), follow=True))
    assert submission_by_code(code_on(page)) == row
    assert submission_by_code(old) is None


def test_the_office_writes_down_who_came(cast):
    typed = {"area": cast.town.public_id, "channel": "visit", "text": LAMP, "name": "赵大姐", "photos": [photo()]}
    cast.client("staff").post(reverse("matters_enter"), typed)
    row = Submission.objects.get()
    assert (row.channel, row.name, attachments_of(row).count()) == ("visit", "赵大姐", 1)


@pytest.mark.parametrize("channel", ["online", "scan", "bogus"])
def test_the_office_does_not_claim_that_it_came_over_the_net(cast, channel):
    cast.client("staff").post(reverse("matters_enter"), {"area": cast.town.public_id, "channel": channel, "text": LAMP})
    assert not Submission.objects.exists()


@pytest.mark.parametrize("area", ["", "no-uuid", "other"])
def test_the_office_writes_down_only_for_its_own_area(cast, area):
    posted = cast.other_town.public_id if area == "other" else area
    typed = {"area": posted, "channel": "visit", "text": LAMP}
    assert LAMP in text_of(cast.client("staff").post(reverse("matters_enter"), typed))
    assert not Submission.objects.exists()


def test_a_deputy_passes_on_what_somebody_said_and_sees_what_became_of_it(cast):
    deputy = cast.client("deputy")
    page = text_of(deputy.post(reverse("matters_collect"), {"area": cast.town.public_id, "text": LAMP}, follow=True))
    row = submission_by_code(code_on(page))
    assert (row.channel, row.collected_by, row.person) == ("deputy", cast.people["deputy"], None)
    submission_tell(submission=row, sentence="路灯已装好。", by=cast.actor("staff"), at=AT)
    assert "路灯已装好。" in text_of(deputy.get(reverse("matters_brought")))
    assert "路灯已装好。" in text_of(deputy.get(address("matters_submission", row)))
    assert row.number not in text_of(cast.client("other_deputy").get(reverse("matters_brought")))


def test_a_deputy_speaks_of_places_where_their_body_is(cast):
    typed = {"area": cast.other_town.public_id, "text": LAMP}
    assert LAMP in text_of(cast.client("deputy").post(reverse("matters_collect"), typed))
    assert not Submission.objects.exists()


def test_photos_are_seen_by_who_sees_the_submission(cast):
    row = make_submission(cast.town, files=[photo()], collected_by=cast.people["deputy"])
    path = reverse("files_attachment_open", args=[attachments_of(row).get().public_id])
    parts = ("staff", "leader", "deputy", "other_staff", "other_deputy", "handler")
    assert [cast.client(part).get(path).status_code for part in parts] == [200, 200, 200, 404, 404, 404]


def test_a_poster_leads_to_the_page_of_its_place(cast):
    page = cast.client("staff").get(reverse("matters_poster", args=[cast.town.public_id]))
    assert "青禾镇" in text_of(page)
    assert "<svg" in text_of(page)
    assert cast.client("staff").get(reverse("matters_poster", args=[cast.other_town.public_id])).status_code == 404


def test_staff_are_reminded_of_what_nobody_was_told_of(cast):
    make_submission(cast.town)
    make_submission(cast.town, purpose="livelihood.collection")
    submission_tell(submission=make_submission(cast.town), sentence="已看过。", by=cast.actor("staff"), at=AT)
    items = list(todo(cast.actor("staff"), TODAY))
    assert [(item.title, str(item.due)) for item in items] == [("1 件意见建议还没有告知进展", "2026-04-04")]
    assert items[0].detail.startswith("最早一件收到于2026年3月20日,")
    assert not [part for part in ("leader", "other_staff", "deputy") if list(todo(cast.actor(part), TODAY))]


def test_the_search_of_the_portal_finds_it_for_its_own_area(cast):
    row = make_submission(cast.town)
    assert [hit.url for hit in search(cast.actor("staff"), "路灯 小学")] == [row.get_absolute_url()]
    assert list(search(cast.actor("other_staff"), "路灯")) == []


def test_what_a_system_keeps_is_merged_there_and_not_here(cast):
    clue, other = (make_submission(cast.town, purpose="livelihood.collection") for _ in range(2))
    client = cast.client("staff")
    url = reverse("matters_submission_merge", args=[clue.public_id])
    page = client.get(clue.get_absolute_url()).content.decode()
    refused = client.post(url, {"into": other.number, "reason": "同一段路"})
    clue.refresh_from_db()
    assert (url in page, refused.status_code, clue.merged_into) == (False, 409, None)
