"""The office accepts, sends back, refuses, merges and routes: what follows, who is told, what is refused."""

from datetime import date

import pytest

from apps.congress.matters.models import Handling, Matter, MatterKind
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.matter_records import tell_proposer
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.congress.matters.services.reviewing import (
    matter_accept,
    matter_arrange,
    matter_refuse,
    matter_return,
    request_open,
)
from apps.congress.matters.services.routing import (
    matter_pass_as_reference,
    matter_pass_to_deputy,
    matter_point_to_channel,
    matter_settle_on_spot,
)
from apps.congress.matters.services.submitting import matter_withdraw, suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_change, suggestion_create
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import Mandate, MandateStatus
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.conftest import RESIDENT, make_submission
from tests.congress.matters.writing import (
    AT,
    LAMPS,
    TEXT,
    accepted,
    acting,
    government,
    opinion,
    submitted,
    told,
)


@pytest.fixture
def staff(cast):
    return cast.actor("staff")


@pytest.fixture
def upper(cast) -> Mandate:
    """A deputy of the district's congress, with an account."""
    congress = make.make_unit(cast.district, "district_congress")
    person = make.make_person(cast.district, "柳青")
    make.make_user(person)
    return make.make_mandate(person, make.make_term(congress))


def handed_over(cast, matter):
    return matter_hand_over(matter=matter, parts=[PartDraft(government())], by=cast.actor("staff"), at=AT)


def test_it_is_numbered_with_the_rules_of_the_day_and_its_days_count_from_receipt(cast, staff):
    matter = submitted(cast)
    key, since = "matters.hand_over.limit", make.SINCE
    Policy.objects.create(key=key, value=5, source="本镇规定", starts_on=since, area=cast.town, set_at=AT)
    later = AT.replace(day=24)
    matter = matter_accept(matter=matter, by=staff, at=later)
    assert (matter.number, matter.due_on) == (1, date(2026, 3, 27))
    assert matter.frozen_rules["matters.hand_over.limit"]["value"] == 5
    assert told(matter) == ["已审核立案,编号第1号,将在2026年3月27日前交有关单位办理。"]


def test_what_is_refused_leaves_no_gap_in_the_numbers(cast, staff):
    first, second, third = (submitted(cast) for _ in range(3))
    matter_accept(matter=first, by=staff, at=AT)
    matter_refuse(matter=second, ground="personal", sentence="请以个人名义申请。", by=staff, at=AT)
    assert matter_accept(matter=third, by=staff, at=AT).number == 2
    assert told(second) == ["未作为意见建议受理(涉及本人及亲属个人利益)。请以个人名义申请。"]


@pytest.mark.parametrize("act", [matter_accept, matter_return, matter_refuse])
def test_what_is_handed_over_is_not_reviewed_again(cast, staff, act):
    values = {matter_return: {"reason": "改"}, matter_refuse: {"ground": "other", "sentence": "不"}}.get(act, {})
    with pytest.raises(WrongState):
        act(matter=handed_over(cast, accepted(cast)), by=staff, at=AT, **values)


def test_nothing_is_sent_back_or_closed_without_a_word(cast, staff):
    matter = submitted(cast)
    for act, values in ((matter_return, {"reason": " "}), (matter_settle_on_spot, {"sentence": ""})):
        with pytest.raises(DomainError, match="请写"):
            act(matter=matter, by=staff, at=AT, **values)
    matter.refresh_from_db()
    assert matter.state == "submitted"


def test_of_two_clerks_who_put_it_in_order_the_second_is_told(cast, staff):
    matter = submitted(cast)
    typed = {"title": "路灯", "text": "请装路灯", "category": "其他"}
    matter_arrange(matter=matter, revision=1, by=staff, at=AT, **typed)
    with pytest.raises(Conflict, match="第2版"):
        matter_arrange(matter=matter, revision=1, by=staff, at=AT, **typed)


@pytest.mark.parametrize(
    ("act", "route"),
    [
        (matter_settle_on_spot, "spot"),
        (matter_pass_as_reference, "reference"),
        (matter_point_to_channel, "channel"),
    ],
)
def test_three_routes_close_it_with_a_sentence(cast, staff, act, route):
    matter = act(matter=submitted(cast), sentence="已当场答复。", by=staff, at=AT)
    assert (matter.state, matter.route, matter.number, matter.due_on) == ("closed", route, 1, None)
    assert told(matter)[-1].endswith(":已当场答复。")
    assert matter.submission.updates.last().is_final


def test_a_deputy_above_gets_a_draft_and_the_street_hears_how_it_goes(cast, upper):
    matter, by = opinion(cast), cast.actor("street_staff")
    draft = matter_pass_to_deputy(matter=matter, deputy=upper, note="已实地查看", by=by, at=AT)
    matter.refresh_from_db()
    assert (matter.state, matter.route, draft.state, draft.kind) == ("passed_on", "deputy", "draft", "suggestion")
    assert Notice.objects.get(recipient=upper.person).title == f"滨江街道请您提出建议:{matter.title}"
    me = acting(upper.person)
    suggestion_change(matter=draft, draft=SuggestionDraft(draft.title, TEXT, "城乡建设"), revision=1, by=me, at=AT)
    draft = suggestion_submit(matter=draft, by=me, at=AT)
    assert draft.office == cast.district
    draft = matter_accept(matter=draft, by=cast.actor("district_staff"), at=AT)
    assert told(matter)[-1].startswith("柳青代表在上级提出的建议:已审核立案")
    draft.state = "replied"
    tell_proposer(draft, "区住建委已答复:年内新增车位。", by=cast.actor("district_staff"), at=AT, is_final=False)
    matter.refresh_from_db()
    assert (matter.state, matter.reason) == ("closed", "区住建委已答复:年内新增车位。")
    assert matter.submission.updates.last().is_final


@pytest.mark.parametrize("end", ["refused", "withdrawn_as_a_draft"])
def test_what_comes_to_nothing_above_closes_it_below(cast, upper, end):
    matter = opinion(cast)
    draft = matter_pass_to_deputy(matter=matter, deputy=upper, by=cast.actor("street_staff"), at=AT)
    me = acting(upper.person)
    if end == "refused":
        change = SuggestionDraft(draft.title, TEXT, "城乡建设")
        draft = suggestion_change(matter=draft, draft=change, revision=1, by=me, at=AT)
        draft = suggestion_submit(matter=draft, by=me, at=AT)
        matter_refuse(matter=draft, ground="other", sentence="已列入规划。", by=cast.actor("district_staff"), at=AT)
    else:
        matter_withdraw(matter=draft, reason="已有同类建议", by=me, at=AT)
    matter.refresh_from_db()
    assert matter.state == "closed"


def test_only_a_serving_deputy_of_the_congress_above_is_asked(cast, upper):
    MandateStatus.objects.filter(mandate=upper).update(state="suspended")
    own = Mandate.objects.filter(term=cast.term).first()
    for seat in (upper, own):
        with pytest.raises(NotAllowed, match="另选一名代表"):
            matter_pass_to_deputy(matter=opinion(cast), deputy=seat, by=cast.actor("street_staff"), at=AT)
    assert not Matter.objects.filter(origin__isnull=False).exists()


def test_without_a_congress_above_another_route_is_taken(cast, staff):
    seat = Mandate.objects.filter(term=cast.term).first()
    with pytest.raises(DomainError, match="没有上级人民代表大会"):
        matter_pass_to_deputy(matter=accepted(cast), deputy=seat, by=staff, at=AT)


def test_merged_its_units_stop_and_both_proposers_hear_what_follows(cast, staff):
    into, other = accepted(cast), cast.deputies()[1]
    theirs = suggestion_create(term=cast.term, draft=LAMPS, by=acting(other), at=AT)
    theirs = suggestion_submit(matter=theirs, by=acting(other), at=AT)
    matter_accept(matter=theirs, by=staff, at=AT)
    handed_over(cast, theirs)
    merged = matter_merge(matter=theirs, into=into, reason="同一条路", by=staff, at=AT)
    assert (merged.state, merged.merged_into, Handling.objects.get().state) == ("merged", into, "stopped")
    handed_over(cast, into)
    assert told(theirs)[-2:] == [
        "与第1号“关于增设村口路灯的建议”是同类事项,已合并办理,办理进展和答复会继续写在这里。",
        "已交青禾镇人民政府办理,应在2026年5月20日前答复您。",
    ]
    assert "白雪提出了同样的事情,已与本件合并办理。" in told(into)


def refused_merge(matter, into, by):
    with pytest.raises(NotReady) as refused:
        matter_merge(matter=matter, into=into, reason="同", by=by, at=AT)
    return [issue.code for issue in refused.value.issues]


def test_what_is_under_key_supervision_is_not_lost_in_another_one(cast, staff):
    matter, into = accepted(cast), accepted(cast)
    Matter.objects.filter(pk=matter.pk).update(is_key=True)
    with pytest.raises(NotReady) as refused:
        matter_merge(matter=matter, into=into, reason="同类", by=staff, at=AT)
    assert [issue.code for issue in refused.value.issues] == ["key"]
    matter_merge(matter=into, into=matter, reason="同类", by=staff, at=AT)


def test_nothing_is_merged_into_itself_or_across_offices(cast, staff):
    matter = accepted(cast)
    assert refused_merge(matter, matter, staff) == ["itself"]
    assert refused_merge(matter, opinion(cast), staff) == ["other_office"]


@pytest.mark.parametrize(
    ("state", "code"),
    [("replied", "answered"), ("closed", "answered"), ("withdrawn", "not_standing"), ("refused", "not_standing")],
)
def test_nothing_is_merged_into_what_is_answered_or_no_more(cast, staff, state, code):
    into = accepted(cast)
    Matter.objects.filter(pk=into.pk).update(state=state, closed_at=AT)
    assert refused_merge(accepted(cast), into, staff) == [code]


def test_what_a_member_put_forward_does_not_end_in_what_an_organ_brought(cast, staff):
    draft = MatterDraft(MatterKind.REQUEST, "路灯", "请装路灯", "居民")
    row = make_submission(cast.town)
    into = matter_accept_directly(submission=row, body=cast.congress, term=cast.term, draft=draft, by=staff, at=AT)
    assert refused_merge(accepted(cast), into, staff) == ["kind"]


def test_a_residents_request_ends_in_a_suggestion_and_the_resident_hears(cast, staff):
    row, into = make_submission(cast.town, proposer=RESIDENT), accepted(cast)
    mine = request_open(submission=row, term=cast.term, title="路灯", text="请装路灯", category="", by=staff, at=AT)
    matter_merge(matter=mine, into=into, reason="同一条路", by=staff, at=AT)
    handed_over(cast, into)
    assert told(mine)[-1] == "已交青禾镇人民政府办理,应在2026年5月20日前答复您。"
    assert "另有群众提出了同样的事情,已与本件合并办理。" in told(into)


def test_a_submission_is_made_a_matter_once_and_only_while_it_stands(cast, staff):
    row = make_submission(cast.town)
    values = {"term": cast.term, "title": "路灯", "text": "请装路灯", "category": "", "by": staff, "at": AT}
    request_open(submission=row, **values)
    with pytest.raises(Conflict, match="已经立案"):
        request_open(submission=row, **values)
    gone = make_submission(cast.town)
    gone.withdrawn = True
    gone.save()
    with pytest.raises(WrongState, match="不能立案"):
        request_open(submission=gone, **values)
