"""签收, 退办, 改交, 沟通: what a unit does first, and what it may not."""

from datetime import date

import pytest

from apps.congress.matters.models import ContactRecord, Handling, MatterKind, PartRole
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.selectors.replying import has_contact
from apps.congress.matters.services.contacting import contact_record, contact_waive
from apps.congress.matters.services.extending import longest
from apps.congress.matters.services.returning import (
    Takeover,
    handling_hand_on,
    handling_reassign,
    handling_return_ask,
    handling_return_decline,
    handling_return_grant,
)
from apps.congress.matters.services.submitting import matter_withdraw
from apps.congress.matters.services.taking import handling_take
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.handled import AT, contact, contacted, fresh, government, handed_over, on_day, taken, told


@pytest.fixture
def roads(cast):
    return make.make_unit(cast.town, "department", "镇公路站")


def test_a_unit_signs_for_it_once_by_name(cast):
    part = handed_over(cast)
    by = cast.actor("handler")
    handling_take(part=part, by=by, at=on_day(3, 21))
    part = fresh(part)
    assert (part.state, part.taken_by, part.taken_at) == ("taken", by.name, on_day(3, 21))
    assert told(part)[-1] == "青禾镇人民政府已签收,正在办理。"
    with pytest.raises(WrongState):
        handling_take(part=part, by=by, at=on_day(3, 22))


def test_on_the_last_day_it_may_be_given_back_and_the_office_is_told(cast, roads):
    part = taken(cast)
    assert part.return_due_on == date(2026, 4, 3)
    handling_return_ask(part=part, reason="公路站管养。", unit=roads, by=cast.actor("handler"), at=on_day(4, 3, 18))
    assert (fresh(part).state, fresh(part).return_unit) == ("return_asked", roads)
    assert Notice.objects.filter(recipient=cast.people["staff"], title__startswith="青禾镇人民政府申请退办").exists()


def test_one_day_late_it_is_refused_with_the_day_the_rule_and_what_to_do(cast):
    part = taken(cast)
    with pytest.raises(NotReady) as refused:
        handling_return_ask(part=part, reason="不归我们管。", by=cast.actor("handler"), at=on_day(4, 4))
    (issue,) = refused.value.issues
    assert issue.code == "return_late"
    assert "2026年4月3日" in issue.sentence
    assert "10个工作日,重庆市人大代表建议批评和意见工作条例" in issue.sentence
    assert "由其登记同意退办" in issue.sentence
    assert fresh(part).state == "taken"


def test_after_the_limit_the_office_may_agree_by_itself_with_a_reason(cast):
    part, staff = taken(cast), cast.actor("staff")
    with pytest.raises(DomainError, match="请写明同意退办的理由"):
        handling_return_grant(part=part, answer=" ", by=staff, at=on_day(4, 20))
    handling_return_grant(part=part, answer="经核实属公路站职责。", by=staff, at=on_day(4, 20))
    part = fresh(part)
    assert (part.state, part.matter.due_on, part.matter.reply_due_on) == (
        "sent_back", date(2026, 5, 4), date(2026, 5, 20)
    )  # fmt: skip


def test_another_unit_takes_over_at_once_and_the_promised_day_stays(cast, roads):
    part, staff = taken(cast), cast.actor("staff")
    handling_return_ask(part=part, reason="公路站管养。", unit=roads, by=cast.actor("handler"), at=on_day(3, 25))
    new = handling_return_grant(part=part, answer="同意。", takeover=Takeover(roads), by=staff, at=on_day(3, 30))
    assert (new.replaces, new.unit, new.role, new.state, new.due_on) == (part, roads, "main", "sent", date(2026, 5, 20))
    assert new.return_due_on == date(2026, 4, 13)
    matter = new.matter
    matter.refresh_from_db()
    assert (matter.main_unit, matter.due_on, matter.reply_due_on) == (roads, date(2026, 5, 20), date(2026, 5, 20))
    assert told(new)[-1] == "本件改由镇公路站办理,应在2026年5月20日前答复您。"


def test_what_was_sent_back_is_handed_to_another_unit_once(cast, roads):
    part, staff = taken(cast), cast.actor("staff")
    handling_return_grant(part=part, answer="同意。", by=staff, at=on_day(3, 30))
    handling_reassign(part=part, takeover=Takeover(roads), by=staff, at=on_day(4, 1))
    with pytest.raises(WrongState):
        handling_reassign(part=part, takeover=Takeover(roads), by=staff, at=on_day(4, 1))
    assert Handling.objects.filter(replaces=part).count() == 1


def test_who_takes_over_keeps_the_promised_day_and_may_be_given_no_more_time_than_the_first(cast, roads):
    part, staff = taken(cast), cast.actor("staff")
    first = longest(part)
    handling_return_grant(part=part, answer="同意。", by=staff, at=on_day(3, 30))
    new = handling_reassign(part=part, takeover=Takeover(roads), by=staff, at=on_day(4, 10))
    assert (new.due_on, new.due_ground) == (part.due_on, "首次交办时告知提出人的答复期限")
    assert longest(fresh(new)).on == first.on


def test_the_promised_day_moves_only_with_a_reason_and_not_too_far(cast, roads):
    part, staff = taken(cast), cast.actor("staff")
    handling_return_grant(part=part, answer="同意。", by=staff, at=on_day(3, 30))
    for day, reason, words in (
        (date(2026, 5, 25), "", "请写明理由"),
        (date(2026, 6, 9), "改交", "最晚为"),
        (date(2026, 3, 30), "改交", "今天以后"),
    ):  # fmt: skip
        takeover = Takeover(roads, reply_due_on=day, reason=reason)
        with pytest.raises(DomainError, match=words):
            handling_reassign(part=part, takeover=takeover, by=staff, at=on_day(4, 1))
    takeover = Takeover(roads, reply_due_on=date(2026, 5, 29), reason="另行确定承办单位,需要重新调查。")
    new = handling_reassign(part=part, takeover=takeover, by=staff, at=on_day(4, 1))
    assert (new.due_on, new.matter.reply_due_on) == (date(2026, 5, 29), date(2026, 5, 29))


def test_the_office_declines_with_a_reason_and_the_unit_goes_on(cast):
    part = handed_over(cast)
    handling_return_ask(part=part, reason="不归我们管。", by=cast.actor("handler"), at=on_day(3, 25))
    handling_return_decline(part=part, answer="路灯由镇政府建设。", by=cast.actor("staff"), at=on_day(3, 26))
    part = fresh(part)
    assert (part.state, part.return_answer) == ("taken", "路灯由镇政府建设。")
    assert Notice.objects.filter(recipient=cast.people["handler"], title__startswith="不同意退办").exists()


def test_a_unit_that_is_gone_hands_on_to_its_successor_with_what_was_said(cast, roads):
    part, staff = contacted(cast), cast.actor("staff")
    with pytest.raises(WrongState, match="没有撤销"):
        handling_hand_on(part=part, takeover=Takeover(roads), by=staff, at=on_day(4, 1))
    unit = government()
    unit.until = date(2026, 4, 1)
    unit.save()
    new = handling_hand_on(part=fresh(part), takeover=Takeover(roads), by=staff, at=on_day(4, 1))
    part = fresh(part)
    assert (part.state, part.unit_name) == ("stopped", "青禾镇人民政府")
    assert (new.replaces, new.unit, new.due_on) == (part, roads, date(2026, 5, 20))
    assert has_contact(new)


def test_contact_is_written_down_and_the_proposer_reads_it(cast):
    part = taken(cast)
    contact(cast, part)
    assert ContactRecord.objects.get().gist == "希望开学前装好。"
    assert told(part)[-1] == "青禾镇人民政府登记:2026年3月23日已就本件与您沟通(电话)。"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"on": date(2026, 3, 24)}, "future"),
        ({"on": date(2026, 3, 19)}, "before"),
        ({"means": "waived"}, "means"),
        ({"people": " "}, "no_people"),
        ({"gist": ""}, "no_gist"),
    ],
)
def test_contact_that_cannot_have_been_is_refused(cast, values, code):
    part = taken(cast)
    given = {"on": date(2026, 3, 23), "means": "phone", "people": "安然", "gist": "请装路灯。", **values}
    with pytest.raises(NotReady) as refused:
        contact_record(part=part, contact=Contact(**given), by=cast.actor("handler"), at=on_day(3, 23))
    assert [issue.code for issue in refused.value.issues] == [code]


def test_only_the_proposer_may_waive_contact(cast):
    part = taken(cast)
    for who in ("handler", "staff", "other_deputy"):
        with pytest.raises(NotAllowed):
            contact_waive(part=part, by=cast.actor(who), at=on_day(3, 23))
    contact_waive(part=part, by=cast.actor("deputy"), at=on_day(3, 23))
    assert has_contact(part)
    with pytest.raises(WrongState):
        contact_waive(part=part, by=cast.actor("deputy"), at=on_day(3, 23))


def test_there_is_no_contact_on_what_an_organ_brought(cast):
    part = taken(cast, kind=MatterKind.REQUEST)
    with pytest.raises(DomainError, match="只有代表、议事代表提出的"):
        contact(cast, part)


def test_nothing_is_done_on_a_matter_that_was_withdrawn(cast):
    part = taken(cast)
    matter_withdraw(matter=part.matter, reason="已另行反映。", by=cast.actor("deputy"), at=on_day(3, 22))
    with pytest.raises(WrongState, match="已撤回"):
        contact(cast, part)


def test_a_helping_unit_that_is_replaced_leaves_the_main_unit_in_its_place(cast, roads):
    finance = make.make_unit(cast.town, "department", "镇财政办")
    taken(cast, finance)
    helping, staff = Handling.objects.get(role=PartRole.CO), cast.actor("staff")
    handling_return_grant(part=helping, answer="同意。", takeover=Takeover(roads), by=staff, at=AT)
    new = Handling.objects.with_all().get(replaces=helping)
    assert (new.role, new.matter.main_unit, new.matter.due_on) == ("co", government(), date(2026, 5, 20))
