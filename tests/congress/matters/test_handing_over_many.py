"""Many matters at once: each is handed over or listed with its reason, whatever else is down."""

from dataclasses import replace

import pytest

from apps.congress.matters.models import Handling, HandOverBatch, HandOverItem, Matter, PartRole
from apps.congress.matters.services import handing_over_many
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.handing_over_many import batch_order, batch_run, batches_resume
from apps.foundation.core.errors import DomainError
from apps.foundation.core.models import OutboxTask
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.test_public_pages import text_of
from tests.congress.matters.writing import AT, LAMPS, accepted, government, submitted

PARTS = [("青禾镇人民政府", "main")]


@pytest.fixture
def staff(cast):
    return cast.actor("staff")


def ordered(cast, matters, parts=None) -> HandOverBatch:
    return batch_order(
        office=cast.town, matters=matters, parts=parts or [PartDraft(government())], requirements="请按期答复",
        by=cast.actor("staff"), at=AT,
    )  # fmt: skip


def test_each_is_handed_over_or_listed_with_its_reason(cast, staff):
    good, waiting, done = accepted(cast), submitted(cast), accepted(cast)
    matter_hand_over(matter=done, parts=[PartDraft(government())], by=staff, at=AT)
    batch = batch_run(batch=ordered(cast, [good, waiting, done]), at=AT)
    found = dict(HandOverItem.objects.filter(batch=batch).values_list("matter", "refusal"))
    assert found[good.pk] == ""
    assert found[waiting.pk].startswith("目前“待审核”,不能交办")
    assert "青禾镇人民政府已在承办单位之中" in found[done.pk]
    assert batch.finished_at == AT


def test_run_twice_it_hands_nothing_over_twice(cast):
    matter = accepted(cast)
    batch = ordered(cast, [matter, matter])
    for _ in range(2):
        batch_run(batch=batch, at=AT)
    assert (Handling.objects.count(), HandOverItem.objects.count()) == (1, 1)
    assert Notice.objects.filter(recipient=cast.people["handler"]).count() == 1


def test_what_a_killed_worker_left_is_queued_again(cast):
    batch = ordered(cast, [accepted(cast)])
    OutboxTask.objects.all().delete()
    assert batches_resume(at=AT) == 0
    assert batches_resume(at=AT.replace(hour=10)) == 1
    assert OutboxTask.objects.get().args == [batch.pk]


def test_a_unit_that_is_gone_when_its_turn_comes_is_said_for_each(cast):
    unit = make.make_unit(cast.town, "department", "镇农机站")
    batch = ordered(cast, [accepted(cast), accepted(cast)], [PartDraft(unit, PartRole.MAIN)])
    unit.until = make.SINCE.replace(year=2025)
    unit.save()
    batch = batch_run(batch=batch, at=AT)
    refusals = list(HandOverItem.objects.filter(batch=batch).values_list("refusal", flat=True))
    assert [refusal.count("镇农机站已经撤销") for refusal in refusals] == [1, 1]
    assert not Handling.objects.exists()


@pytest.mark.parametrize("count", [0, 501])
def test_none_and_more_than_500_are_refused(cast, count):
    with pytest.raises(DomainError, match="请"):
        ordered(cast, [Matter(pk=number) for number in range(count)])


def test_with_the_mail_server_down_everything_is_handed_over(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    handler = cast.people["handler"]
    handler.email = "unit@example.com"
    handler.save()
    matters = [accepted(cast) for _ in range(20)]
    batch_run(batch=ordered(cast, matters), at=AT)
    assert Handling.objects.filter(state="sent").count() == 20
    assert Notice.objects.filter(recipient=handler, digest__isnull=False).count() == 20
    assert OutboxTask.objects.filter(name="notifications.deliver").count() == 1


def test_a_batch_tells_each_person_once_and_lists_every_matter(cast):
    handler = cast.people["handler"]
    handler.email = "unit@example.com"
    handler.save()
    batch_run(
        batch=ordered(cast, [accepted(cast, replace(LAMPS, title=f"第{number}条路灯")) for number in range(3)]), at=AT
    )
    (digest,) = Notice.objects.filter(recipient=handler).whole()
    assert digest.title.startswith("收到3条消息:")
    assert sorted(part.title[-5:] for part in digest.parts.all()) == ["第0条路灯", "第1条路灯", "第2条路灯"]
    assert list(OutboxTask.objects.filter(name="notifications.deliver").values_list("args", flat=True)) == [
        [digest.pk, "mail", 1]
    ]


def test_a_batch_cut_short_before_its_end_is_told_by_whoever_resumes_it(cast, monkeypatch):
    batch = ordered(cast, [accepted(cast), accepted(cast)])
    with monkeypatch.context() as patch:
        patch.setattr(handing_over_many, "notices_gather", interrupted)
        with pytest.raises(SystemExit):
            batch_run(batch=batch, at=AT)
    assert not Notice.objects.filter(digest__isnull=False).exists()
    assert batch_run(batch=batch, at=AT).finished_at == AT
    assert Notice.objects.filter(recipient=cast.people["handler"], digest__isnull=False).count() == 2


def interrupted(**kwargs):
    raise SystemExit


def test_the_page_ticks_and_orders_and_shows_what_was_refused(cast):
    client, rows = cast.client("staff"), [accepted(cast), accepted(cast)]
    typed = {
        "matter": [str(row.public_id) for row in rows], "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1,
        "form-0-unit": "青禾镇人民政府", "form-0-role": "main", "requirements": "",
    }  # fmt: skip
    assert "请选择承办单位" in text_of(client.post("/matters/items/bulk/", {**typed, "form-0-unit": ""}))
    assert "正在交办" in text_of(client.post("/matters/items/bulk/", typed, follow=True))
    batch = HandOverBatch.objects.get()
    Matter.objects.filter(pk=rows[0].pk).update(state="withdrawn", closed_at=AT)
    batch_run(batch=batch, at=AT)
    page = text_of(client.get(batch.get_absolute_url()))
    assert "没有交办的 1 件" in page
    assert cast.client("other_staff").get(batch.get_absolute_url()).status_code == 404
    live = client.get(f"{batch.get_absolute_url()}live/")
    assert live.headers["HX-Refresh"] == "true"


def test_what_belongs_to_another_office_is_not_ticked(cast):
    matter = accepted(cast)
    typed = {
        "matter": [str(matter.public_id)], "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-unit": "",
        "form-0-role": "main",
    }  # fmt: skip
    assert "请至少勾选一件" in text_of(cast.client("other_staff").post("/matters/items/bulk/", typed))
