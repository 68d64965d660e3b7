"""Pages of resolutions before their audiences; nothing typed is lost."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models import Resolution
from apps.congress.meetings.selectors.resolutions import search, todo
from apps.foundation.core.registry import related_to
from tests.cast import TODAY
from tests.congress.meetings.chamber import LATER, TITLE

OFFICE = ("change", "put", "hands")


@pytest.fixture(autouse=True)
def _at_the_sitting():
    with time_machine.travel(LATER, tick=False):
        yield


def page(name, resolution):
    return reverse(f"meetings_resolution{name}", args=[resolution.public_id])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("part", "draft", "adopted"),
    [("staff", 200, 200), ("leader", 200, 200), ("deputy", 404, 200), ("other_staff", 404, 404),
     ("other_deputy", 404, 404), ("representative", 404, 404), ("handler", 403, 403)],
)  # fmt: skip
def test_members_see_what_was_put_to_the_vote_and_no_drafts(chamber, part, draft, adopted):
    resolution, client = chamber.draft(), chamber.hall.cast.client(part)
    assert client.get(page("", resolution)).status_code == draft
    chamber.hands(resolution, 6)
    assert client.get(page("", resolution)).status_code == adopted


@pytest.mark.parametrize("name", OFFICE)
def test_the_office_alone_changes_it(chamber, name):
    resolution, cast = chamber.draft(), chamber.hall.cast
    answers = {
        part: cast.client(part).post(page(f"_{name}", resolution)).status_code
        for part in ("deputy", "leader", "other_staff")
    }
    assert answers == {"deputy": 403, "leader": 403, "other_staff": 404}
    assert cast.client("staff").get(page(f"_{name}", resolution)).status_code == 200


def test_the_office_drafts_puts_and_reads_the_result(chamber):
    client, meeting = chamber.hall.cast.client("staff"), chamber.hall.meeting
    new = reverse("meetings_resolution_new", args=[meeting.public_id])
    data = {"kind": "resolution", "title": TITLE, "text": "会议决定批准。", "revision": 1}
    response = client.post(new, data)
    resolution = Resolution.objects.get()
    assert response.url == resolution.get_absolute_url()
    values = {"sitting": chamber.hall.sitting.pk, "method": "named", "held_under": "议事规则"}
    response = client.post(page("_put", resolution), values)
    assert response.url == reverse("ballots_poll", args=[Poll.objects.get().public_id])
    assert "宣布后结果自动写入" in text(client.get(page("", resolution)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"title": ""}, "处填写不符合要求"), ({"title": "长" * 121}, "处填写不符合要求"),
     ({"kind": "opinion"}, "处填写不符合要求"), ({"revision": "x"}, "处填写不符合要求"),
     ({"agenda_item": "999999"}, "处填写不符合要求")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_text_stays(chamber, values, sentence):
    new = reverse("meetings_resolution_new", args=[chamber.hall.meeting.public_id])
    data = {"kind": "resolution", "title": TITLE, "text": "会议决定批准。", "revision": 1, **values}
    html = text(chamber.hall.cast.client("staff").post(new, data))
    assert sentence in html
    assert "会议决定批准。" in html


def test_saving_over_somebody_else_shows_both_texts_and_the_second_save_counts(chamber):
    resolution, client = chamber.draft(), chamber.hall.cast.client("staff")
    chamber.change(resolution, 1, text="他人的文本。")
    data = {"kind": "resolution", "title": TITLE, "text": "我的文本。", "revision": 1}
    html = text(client.post(page("_change", resolution), data))
    assert "刚被他人保存为第2版" in html
    assert "我的文本。" in html
    assert "他人的文本。" in html
    assert 'name="revision" value="2"' in html
    assert f'value="{TITLE}"' in html
    assert ">\n我的文本。</textarea>" in html
    client.post(page("_change", resolution), {**data, "text": "两人的文本。", "revision": 2})
    assert Resolution.objects.get().text == "两人的文本。"
    assert Resolution.objects.get().revision == 3


def test_too_many_hands_are_said_and_the_numbers_stay(chamber):
    resolution = chamber.draft()
    data = {"sitting": chamber.hall.sitting.pk, "approve": 9, "oppose": 0, "abstain": 0}
    html = text(chamber.hall.cast.client("staff").post(page("_hands", resolution), data))
    assert "超过实到8人" in html
    assert 'value="9"' in html


@pytest.mark.parametrize("name", ["_pdf", "_docx"])
def test_the_text_is_a_file(chamber, name):
    resolution = chamber.hands(chamber.draft(), 6)
    response = chamber.hall.cast.client("deputy").get(page(name, resolution))
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_list_goes_to_a_spreadsheet(chamber):
    chamber.hands(chamber.draft(), 6, 1, 1)
    response = chamber.hall.cast.client("staff").get(reverse("meetings_resolutions"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    flat = [value for row in rows for value in row]
    assert {"第1号", TITLE, "决议", "已通过", 10, 8, 6} <= set(flat)


def test_the_list_costs_the_same_however_long(chamber, django_assert_max_num_queries):
    for number in range(8):
        chamber.draft(title=f"关于第{number}件事的决议")
    client = chamber.hall.cast.client("staff")
    with django_assert_max_num_queries(16):
        html = text(client.get(reverse("meetings_resolutions")))
    assert "关于第7件事的决议" in html


def test_a_meetings_page_leads_to_its_texts_where_a_draft_is_begun(chamber):
    client, meeting = chamber.hall.cast.client("staff"), chamber.hall.meeting
    chamber.draft()
    listed = f"{reverse('meetings_resolutions')}?meeting={meeting.public_id}"
    assert "决议决定(1)" in text(client.get(reverse("meetings_detail", args=[meeting.public_id])))
    assert "起草决议、决定" in text(client.get(listed))
    assert client.get(f"{reverse('meetings_resolutions')}?meeting=kaputt").status_code == 200


def test_desk_and_ways_back(chamber):
    resolution, staff = chamber.draft(), chamber.hall.cast.actor("staff")
    assert [item.title for item in todo(staff, TODAY)] == [f"提交表决或登记举手表决:{TITLE}"]
    assert [hit.title for hit in search(staff, "批准政府")] == [TITLE]
    poll = chamber.put(resolution)
    assert "打开决议草案" in [one.title for one in related_to(poll, staff)]
    assert list(todo(staff, TODAY)) == []
