"""Operators look and export, inside their area; nothing can be changed there."""

import pytest
from django.urls import reverse

MODELS = ["meeting", "sitting", "agendaitem", "attendance", "leaverequest", "noticereceipt", "sittingpoll"]


@pytest.fixture
def operator(hall):
    user = hall.cast.people["operator"].user
    user.is_staff = user.is_superuser = True
    user.save()
    return hall.cast.client("operator")


@pytest.mark.parametrize("model", MODELS)
def test_each_list_is_shown_and_searched_but_nothing_added(operator, model):
    assert operator.get(reverse(f"admin:meetings_{model}_changelist"), {"q": "王"}).status_code == 200
    assert operator.get(reverse(f"admin:meetings_{model}_add")).status_code == 403


def test_history_cannot_be_deleted_or_changed_there(operator, hall):
    row = hall.sitting.attendance.first()
    assert operator.post(reverse("admin:meetings_attendance_delete", args=[row.pk])).status_code == 403
    assert (
        operator.post(reverse("admin:meetings_attendance_change", args=[row.pk]), {"state": "leave"}).status_code == 403
    )


def test_the_seed_of_the_code_is_neither_shown_nor_exported(operator, hall):
    page = operator.get(reverse("admin:meetings_sitting_change", args=[hall.sitting.pk])).content.decode()
    assert hall.sitting.meeting.title in page
    assert hall.sitting.code_salt not in page
    export = operator.post(
        reverse("admin:meetings_sitting_export"),
        {"format": "0", "sittingresource_id": "on", "sittingresource_due": "on"},
    )
    assert "attachment" in export["Content-Disposition"]
    assert hall.sitting.code_salt.encode() not in export.content


def test_the_office_of_another_area_sees_nothing_there(hall):
    user = hall.cast.people["other_staff"].user
    user.is_staff = user.is_superuser = True
    user.save()
    page = hall.cast.client("other_staff").get(reverse("admin:meetings_meeting_changelist")).content.decode()
    assert hall.meeting.title not in page
