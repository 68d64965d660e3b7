"""Reasons of acts: nothing is cut, nothing is lost, a line's end counts as one sign."""

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings.models import Meeting, MeetingState
from tests.congress.meetings.paperwork import IN_MARCH, sent

LIMIT = 300


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(IN_MARCH, tick=False):
        yield


def cancelled(noticed, reason, **posted):
    url = reverse("meetings_cancel", args=[noticed.meeting.public_id])
    here = "http://testserver" + reverse("meetings_detail", args=[noticed.meeting.public_id])
    return noticed.cast.client("staff").post(url, {"reason": reason, **posted}, headers={"Referer": here})


def test_a_reason_that_is_too_long_comes_back_with_its_text_and_the_number_of_signs(noticed):
    reason = "因" * (LIMIT + 12)
    response = cancelled(noticed, reason)
    html = response.content.decode()
    assert response.status_code == 422
    assert "理由写了312字,最多300字。您写的内容仍在下面,请删减后重新提交。" in html
    assert f">{reason}</textarea>" in html
    assert Meeting.objects.get().state == MeetingState.NOTICED


def test_what_was_refused_is_sent_again_from_the_refusal_and_leads_back_to_the_page_it_came_from(noticed):
    back = reverse("meetings_detail", args=[noticed.meeting.public_id])
    assert f'name="came_from" value="{back}"' in cancelled(noticed, "因" * (LIMIT + 1)).content.decode()
    again = cancelled(noticed, "因" * (LIMIT + 1), came_from=back, kind="x").content.decode()
    assert f'<a class="btn" href="{back}">返回原页面</a>' in again
    assert '<input type="hidden" name="kind" value="x">' in again
    assert cancelled(noticed, "台风").status_code == 302
    assert Meeting.objects.get().cancel_reason == "台风"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/x", "http://testserver//evil.example/x", "javascript:alert(1)"]
)
def test_a_refusal_leads_to_no_other_host(noticed, address):
    html = cancelled(noticed, "", came_from=address).content.decode()
    assert "evil.example" not in html
    assert "javascript:" not in html


def test_a_line_end_of_a_browser_counts_as_one_sign(noticed):
    assert cancelled(noticed, "因" * 149 + "\r\n" + "果" * 150).status_code == 302
    assert Meeting.objects.get().cancel_reason == "因" * 149 + "\n" + "果" * 150


def test_a_reason_left_out_is_asked_for(noticed):
    material = sent(noticed)
    url = reverse("meetings_material_withdraw", args=[material.public_id])
    response = noticed.cast.client("staff").post(url, {"reason": " \r\n "})
    assert response.status_code == 422
    assert "理由" in response.content.decode()
