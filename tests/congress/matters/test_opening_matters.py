"""A matter is opened with the rules of its day and handed over to its units."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from apps.congress.matters.models import Handling, Matter, MatterKind, PartRole, SubmissionUpdate
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_open
from apps.foundation.core.errors import NotReady
from apps.foundation.organisations.models import Unit
from apps.office.notifications.models import Notice
from tests import factories as make

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def staff(cast):
    return cast.actor("staff")


@pytest.fixture
def matter(cast, staff) -> Matter:
    draft = MatterDraft(MatterKind.DELIBERATION, "关于河道治理的审议意见", "请加快两岸整治。", "青禾镇人民代表大会")
    return matter_open(body=cast.congress, term=cast.term, draft=draft, by=staff, at=AT)


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def test_it_is_numbered_in_its_own_series_and_stores_its_rules(cast, staff, matter):
    again = MatterDraft(MatterKind.DELIBERATION, "关于预算的审议意见", "请压减支出。", "青禾镇人民代表大会")
    second = matter_open(body=cast.congress, term=cast.term, draft=again, by=staff, at=AT)
    assert (matter.number, second.number) == (1, 2)
    assert matter.due_on == date(2026, 4, 3)
    assert matter.frozen_rules["matters.reply.deliberation"]["value"] == 2


def test_main_and_helping_unit_get_their_days_and_are_told(cast, staff, matter):
    helping = make.make_unit(cast.town, "department", "镇财政办")
    parts = [PartDraft(government()), PartDraft(helping, PartRole.CO)]
    matter_hand_over(matter=matter, parts=parts, by=staff, at=AT)
    matter.refresh_from_db()
    main, co = Handling.objects.order_by("pk")
    assert (matter.state, matter.due_on, main.due_on) == ("handed_over", date(2026, 5, 20), date(2026, 5, 20))
    assert (co.due_on, main.return_due_on) == (date(2026, 5, 1), date(2026, 4, 3))
    assert Notice.objects.filter(recipient=cast.people["handler"], title="请主办办理:关于河道治理的审议意见").exists()
    assert SubmissionUpdate.objects.get().sentence == "已交青禾镇人民政府办理,应在2026年5月20日前答复您。"


def test_who_hands_over_second_is_told_which_unit_leads_already(cast, staff, matter):
    matter_hand_over(matter=matter, parts=[PartDraft(government())], by=staff, at=AT)
    other = make.make_unit(cast.town, "department", "镇财政办")
    with pytest.raises(NotReady, match="已由青禾镇人民政府主办"):
        matter_hand_over(matter=matter, parts=[PartDraft(other)], by=staff, at=AT)


def test_units_that_cannot_share_it_are_all_named(cast, staff, matter):
    gone = make.make_unit(cast.town, "department", "镇农机站")
    gone.until = date(2026, 1, 1)
    gone.save()
    parts = [PartDraft(government()), PartDraft(gone), PartDraft(government(), PartRole.SEPARATE)]
    with pytest.raises(NotReady) as refused:
        matter_hand_over(matter=matter, parts=parts, by=staff, at=AT)
    assert {issue.code for issue in refused.value.issues} == {"two_mains", "mixed", "unit_gone", "twice"}
