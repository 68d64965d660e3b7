"""What everybody can do without an account: write, keep the code, read what became of it."""

from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from apps.congress.matters.entry import ENTRIES, public_entry
from apps.congress.matters.forms import SubmissionForm
from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.selectors import OPEN_KEY, submission_by_code
from apps.congress.matters.services import submission_receive, submission_tell, submission_withdraw
from apps.congress.matters.views.public import WRONG_CODES
from apps.foundation.core.actors import Actor
from apps.foundation.core.throttle import Throttle
from apps.foundation.policies.models import Policy
from apps.office.files.selectors import attachments_of
from tests import factories as make
from tests.congress.matters.conftest import AT, LAMP, RESIDENT, make_submission, receive

TYPED = {"text": LAMP, "place": "三组村口", "name": "赵大姐", "phone": "13900001234"}


def photo(name="现场.jpg"):
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def page_of(area, query=""):
    return reverse("matters_tell", args=[area.public_id]) + query


def status_page(code):
    return reverse("matters_mine_of", args=[code])


def text_of(response):
    return response.content.decode()


def code_on(page):
    return page.split('tell-code">')[1].split("<")[0]


class ClueForm(SubmissionForm):
    """As a system above would write it."""

    category = forms.ChoiceField(label="类别", choices=[("road", "道路"), ("water", "水利")])


def collect(request, area):
    """The page of such a system: its own form, its own act, the same door."""
    kept = []

    def receive(form):
        received = submission_receive(
            area=area, channel="online", purpose="dummy.collection", **form.values(), by=request.actor, at=AT
        )
        kept.append((received[0], form.cleaned_data["category"]))
        return received

    return public_entry(request, ClueForm, "matters/entry.html", {"area": area}, receive=receive), kept


def posted(rf, **typed):
    request = rf.post("/", typed)
    request.actor = Actor.guest()
    return request


@pytest.fixture
def guest():
    return Client()


def test_towns_and_streets_are_offered_but_not_what_lies_in_them(cast, guest):
    make.make_area("新民村", "village", cast.town)
    page = text_of(guest.get(reverse("matters_choose")))
    assert "青禾镇" in page
    assert "滨江街道" in page
    assert "新民村" not in page
    assert "示例区" not in page


@pytest.mark.parametrize(("consent", "agreed"), [({}, False), ({"may_be_published": "on"}, True)])
def test_only_who_says_so_agrees_to_being_published(cast, guest, consent, agreed):
    assert "同意公开内容(隐去个人信息)" in text_of(guest.get(page_of(cast.town)))
    guest.post(page_of(cast.town), {**TYPED, **consent})
    sent = Submission.objects.get()
    assert sent.may_be_published is agreed
    opened = {"title": "增设路灯", "text": LAMP, "category": ""}
    cast.client("staff").post(reverse("matters_submission_open", args=[sent.public_id]), opened)
    assert Matter.objects.get().may_be_published is agreed


def test_towns_of_several_districts_stand_under_their_district(cast, guest):
    make.make_area("云岭镇", "town", make.make_area("另一区"))
    page = text_of(guest.get(reverse("matters_choose")))
    places = [page.index(name) for name in ("<h2>示例区</h2>", "青禾镇", "<h2>另一区</h2>", "云岭镇")]
    assert places == sorted(places)


def test_where_there_is_one_town_it_is_not_asked_for(db, guest):
    town = make.make_area("青禾镇", "town")
    assert guest.get(reverse("matters_choose")).headers["Location"] == page_of(town)


def test_a_sentence_comes_in_and_its_code_leads_back_to_it(cast, guest):
    response = guest.post(page_of(cast.town), {**TYPED, "photos": [photo()]}, follow=True)
    row = Submission.objects.get()
    page = text_of(response)
    assert row.number in page
    assert submission_by_code(code_on(page)) == row
    assert (row.channel, row.proposer_kind, row.name, row.phone) == ("online", "resident", "赵大姐", "13900001234")
    assert LAMP in text_of(guest.get(status_page(code_on(page))))


def test_who_came_by_the_poster_is_counted_as_such(cast, guest):
    guest.post(page_of(cast.town, "?by=scan"), {"text": LAMP})
    assert Submission.objects.get().channel == "scan"


def test_who_leaves_neither_name_nor_phone_is_anonymous(cast, guest):
    guest.post(page_of(cast.town), {"text": LAMP})
    assert Submission.objects.get().proposer_kind == "anonymous"


def test_the_position_of_the_phone_is_kept_whole_or_not_at_all(cast, guest):
    guest.post(page_of(cast.town), {"text": LAMP, "latitude": "29.563012", "longitude": "106.551557"})
    guest.post(page_of(cast.town), {"text": LAMP, "latitude": "29.563012"})
    assert [row.latitude is None for row in Submission.objects.order_by("pk")] == [False, True]


def test_a_member_who_is_signed_in_speaks_for_themselves(cast):
    client = cast.client("deputy")
    assert "本人的名义" in text_of(client.get(page_of(cast.town)))
    client.post(page_of(cast.town), {"text": LAMP})
    assert Submission.objects.get().person == cast.people["deputy"]


def test_a_station_tablet_of_the_office_speaks_for_whoever_stands_there(cast):
    cast.client("staff").post(page_of(cast.town), {"text": LAMP})
    assert Submission.objects.get().person is None


def test_a_telephone_number_in_full_width_is_kept_in_plain_digits(cast, guest):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in "13800001234")
    guest.post(page_of(cast.town), {"text": LAMP, "phone": wide})
    assert Submission.objects.get().phone == "13800001234"


def test_nothing_typed_is_lost_and_photos_are_asked_for_again(cast, guest):
    page = text_of(guest.post(page_of(cast.town), {**TYPED, "phone": "打我电话", "photos": [photo()]}))
    assert all(text in page for text in (LAMP, "三组村口", "赵大姐", "打我电话", "电话请填数字", "照片没有保留"))
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "请写下要反映的事情"),
        ({"text": "字" * 2001}, "2000"),
        ({"text": "字" * 20000}, "2000"),
        ({"text": LAMP, "latitude": "999", "longitude": "1"}, "还没有提交"),
        ({"text": LAMP + "\x00"}, "还没有提交"),
    ],
)
def test_bad_input_gets_a_sentence(cast, guest, typed, sentence):
    response = guest.post(page_of(cast.town), typed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (lambda: [photo() for _ in range(7)], "照片最多 6 张"),
        (lambda: [SimpleUploadedFile("a.pdf", b"%PDF-1.7 x", "application/pdf")], "这里只收照片"),
        (lambda: [SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")], "内容不是可用的图片"),
    ],
)
def test_files_that_are_no_photos_get_a_sentence(cast, guest, files, sentence):
    assert sentence in text_of(guest.post(page_of(cast.town), {"text": LAMP, "photos": files()}))
    assert not Submission.objects.exists()


def test_photos_too_large_together_get_a_sentence(cast, guest, monkeypatch):
    monkeypatch.setattr("apps.congress.matters.forms.submissions.REQUEST_LIMIT_MB", 0)
    assert "照片合计超过" in text_of(guest.post(page_of(cast.town), {"text": LAMP, "photos": [photo()]}))


def test_a_request_of_six_megabytes_of_text_gets_a_page_with_a_sentence(cast, guest):
    response = guest.post(page_of(cast.town), {"text": "字" * 2_000_000})
    assert response.status_code == 400
    assert "返回上一页" in text_of(response)


def test_pasted_markup_is_shown_as_it_was_typed(cast, guest):
    _, code = receive(cast.town, "<script>alert(1)</script>")
    assert "<script>alert" not in text_of(guest.get(status_page(code)))


def test_a_flood_from_one_address_leaves_the_limit_and_loses_no_typing(cast, guest):
    answers = [guest.post(page_of(cast.town), TYPED) for _ in range(ENTRIES.limit + 20)]
    assert [answer.status_code for answer in answers] == [302] * ENTRIES.limit + [429] * 20
    assert Submission.objects.count() == ENTRIES.limit
    assert all(text in text_of(answers[-1]) for text in ("10 分钟后再提交", LAMP, "赵大姐"))


def test_a_flood_of_refused_tries_is_stopped_before_its_photos_are_looked_at(cast, guest, monkeypatch):
    monkeypatch.setattr("apps.congress.matters.entry.TRIES", Throttle("few", limit=2, seconds=600))
    for _ in range(2):
        guest.post(page_of(cast.town), {"text": ""})
    page = text_of(guest.post(page_of(cast.town), {"text": LAMP, "photos": [SimpleUploadedFile("a.jpg", b"x")]}))
    assert "10 分钟后再提交" in page
    assert "内容不是可用的图片" not in page


def test_another_address_is_not_held_up(cast, guest):
    for _ in range(ENTRIES.limit + 1):
        guest.post(page_of(cast.town), TYPED)
    assert guest.post(page_of(cast.town), TYPED, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_place_may_close_its_door(cast, guest):
    values = {"starts_on": make.SINCE, "source": "本镇决定", "set_at": AT}
    Policy.objects.create(key=OPEN_KEY, area=cast.town, value=False, **values)
    assert guest.get(page_of(cast.town)).status_code == 404
    assert guest.post(page_of(cast.town), {"text": LAMP}).status_code == 404
    assert "青禾镇" not in text_of(guest.get(reverse("matters_choose")))
    assert not Submission.objects.exists()


def test_a_system_above_brings_its_own_form_and_act(cast, rf):
    response, kept = collect(posted(rf, text=LAMP, category="road"), cast.town)
    assert response.headers["Location"] == reverse("matters_done")
    assert [(row.purpose, category) for row, category in kept] == [("dummy.collection", "road")]


def test_a_mistake_in_the_field_of_a_system_above_keeps_nothing_but_the_typing(cast, rf):
    response, kept = collect(posted(rf, text=LAMP, category="air"), cast.town)
    assert LAMP in text_of(response)
    assert kept == []
    assert not Submission.objects.exists()


def test_the_code_is_shown_in_the_browser_that_sent_it_alone(cast, guest):
    guest.post(page_of(cast.town), {"text": LAMP})
    assert "查询码" in text_of(guest.get(reverse("matters_done")))
    assert Client().get(reverse("matters_done")).headers["Location"] == reverse("matters_mine")


def test_a_forged_cookie_shows_nothing(cast, guest):
    _, code = receive(cast.town)
    guest.cookies["matters_code"] = code
    assert guest.get(reverse("matters_done")).status_code == 302


def test_a_code_typed_by_hand_leads_to_the_page(cast, guest):
    row, code = receive(cast.town)
    submission_tell(submission=row, sentence="已到现场看过。", by=cast.actor("staff"), at=AT)
    page = text_of(guest.post(reverse("matters_mine"), {"code": code.lower().replace("-", " ")}, follow=True))
    assert "已到现场看过。" in page


@pytest.mark.parametrize("code", ["K7QM2XPD9WTR", "短", "0" * 12, "a" * 40])
def test_the_answer_to_every_wrong_code_is_the_same(cast, guest, code):
    response = guest.post(reverse("matters_mine"), {"code": code}, follow=True)
    assert response.status_code == 404
    assert "没有查到。请核对查询码是否抄写完整" in text_of(response)


def test_guessing_is_stopped_also_for_the_right_code(cast, guest):
    _, code = receive(cast.town)
    for number in range(WRONG_CODES.limit):
        guest.get(status_page(f"K7QM2XPD9W{number:02}".replace("0", "2").replace("1", "3")))
    assert guest.get(status_page(code)).status_code == 429


def test_the_page_of_a_code_masks_the_phone_and_names_nobody_else(cast, guest):
    row, code = receive(cast.town, proposer=RESIDENT, collected_by=cast.people["deputy"])
    submission_tell(submission=row, sentence="已到现场看过。", by=cast.actor("staff"), at=AT)
    page = text_of(guest.get(status_page(code)))
    assert "199****1101" in page
    assert not [text for text in ("19900001101", "安然", "示例staff") if text in page]


def test_own_photos_are_small_and_shown_by_ones_own_code_alone(cast, guest):
    row, code = receive(cast.town, files=[photo()])
    _, other = receive(cast.town)
    attachment = attachments_of(row).get()
    paths = [reverse("matters_mine_photo", args=[held, attachment.public_id]) for held in (code, other)]
    assert [guest.get(path).status_code for path in paths] == [200, 404]
    assert guest.get(reverse("files_attachment_open", args=[attachment.public_id])).status_code == 302


def test_the_sender_takes_it_back(cast, guest):
    row, code = receive(cast.town)
    guest.post(reverse("matters_mine_withdraw", args=[code]))
    row.refresh_from_db()
    assert row.withdrawn
    page = text_of(guest.get(status_page(code)))
    assert "您已撤回" in page
    assert "不想反映了" not in page


def test_what_is_withdrawn_is_not_waiting_any_more(cast):
    row = make_submission(cast.town)
    submission_withdraw(submission=row, by=Actor.guest(), at=AT)
    assert not Submission.objects.standing().exists()
