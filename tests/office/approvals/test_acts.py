"""One step after the other, each decided once and by whom it belongs to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.office.approvals import selectors, signals
from apps.office.approvals.models import ApprovalRequest, ApprovalStep
from apps.office.approvals.services import StepDraft, request_withdraw, step_delegate, step_return
from apps.office.files.selectors import attachments_of
from tests import factories as make
from tests.cast import TODAY
from tests.office.approvals.desk import NOW, later, step


@pytest.fixture
def heard():
    """What the floors above are told, in order."""
    told = []
    names = ("step_ready", "request_approved", "request_returned", "request_withdrawn")
    ears = {name: _ear(name, told) for name in names}
    for name, ear in ears.items():
        getattr(signals, name).connect(ear)
    yield told
    for name, ear in ears.items():
        getattr(signals, name).disconnect(ear)


def _ear(name, told):
    def ear(sender, request, step=None, reason="", **kwargs):
        told.append((name, step.number if step else reason))

    return ear


def test_the_drafter_may_hold_no_step(desk):
    with pytest.raises(NotReady, match="示例staff是拟稿人,不能审批自己拟的稿,请改选“签发”的审批人"):
        desk.open([StepDraft("签发", person=desk.person("staff"))])
    assert not ApprovalRequest.objects.exists()


def test_nobody_holds_two_steps(desk):
    with pytest.raises(NotReady, match="示例leader担任了不止一个步骤"):
        desk.open([StepDraft("核稿", person=desk.person("leader")), StepDraft("签发", person=desk.person("leader"))])


def test_somebody_without_an_account_holds_no_step(desk):
    with pytest.raises(NotReady, match="王小明没有可用的登录账号"):
        desk.open([StepDraft("签发", person=make.make_person(desk.cast.town))])


def test_a_second_request_of_the_kind_waits_for_the_first(desk):
    desk.open()
    with pytest.raises(Conflict, match="已在审批中"):
        desk.open()
    assert desk.open(kind="documents.archive").round == 1


def test_it_goes_from_step_to_step_and_ends_approved(desk, heard):
    request = desk.open()
    desk.approve(request, 1, "deputy", opinion="文字已核")
    request.refresh_from_db()
    assert (request.state, request.current) == ("pending", 2)
    desk.approve(request, 2, "leader")
    request.refresh_from_db()
    assert (request.state, request.ended_at) == ("approved", later(2))
    first = step(request)
    assert (first.outcome, first.opinion, first.decided_by_name) == ("approved", "文字已核", "安然")
    assert first.decided_by_role == "青禾镇镇人民代表大会代表"
    assert heard == [("step_ready", 1), ("step_ready", 2), ("request_approved", "")]


def test_each_act_leaves_a_sentence(desk):
    request = desk.open()
    desk.approve(request, 1, "deputy", opinion="文字已核")
    lines = [(line.sentence, line.reason) for line in history_of(request)]
    assert lines == [
        ("安然办理“核稿”(安然):同意", "文字已核"),
        ("示例staff提请审批“关于召开会议的通知”,步骤:核稿、签发", ""),
    ]


@pytest.mark.parametrize("part", ["leader", "staff", "operator", "other_staff", "handler"])
def test_nobody_signs_in_place_of_the_holder(desk, part):
    with pytest.raises(NotAllowed, match="由安然办理"):
        desk.approve(desk.open(), 1, part)


def test_nobody_signs_before_their_turn(desk):
    with pytest.raises(Conflict, match="还没有轮到“签发”"):
        desk.approve(desk.open(), 2, "leader")


def test_a_second_window_is_told_that_the_step_is_done(desk):
    request = desk.open()
    desk.approve(request, 1, "deputy")
    with pytest.raises(Conflict, match="“核稿”已由安然于2026年3月20日 11:00办理"):
        desk.approve(request, 1, "deputy")
    with pytest.raises(Conflict, match="没有这一审批步骤"):
        desk.approve(request, 3, "leader")


def test_a_return_ends_the_round_and_the_next_one_begins_anew(desk, heard):
    request = desk.open()
    step_return(request=request, step_number=1, reason="附件缺失", by=desk.actor("deputy"), at=later(1))
    request.refresh_from_db()
    assert (request.state, step(request).opinion) == ("returned", "附件缺失")
    again = desk.open(at=later(2))
    assert (again.round, again.previous, again.current) == (2, request, 1)
    assert selectors.current_request(desk.subject, "documents.issue") == again
    assert list(selectors.requests_of(desk.subject)) == [again, request]
    assert heard[1] == ("request_returned", "附件缺失")
    with pytest.raises(WrongState, match="已退回,不再办理"):
        desk.approve(request, 2, "leader")


def test_a_return_needs_a_reason(desk):
    request = desk.open()
    with pytest.raises(DomainError, match="请写明退回的理由"):
        step_return(request=request, step_number=1, reason="  ", by=desk.actor("deputy"), at=later(1))
    assert step(request).outcome == "waiting"


def test_the_office_records_what_an_organ_decided(desk):
    request = desk.record(desk.open(desk.study))
    recorded = step(request)
    assert request.state == "approved"
    assert (recorded.document_number, recorded.decided_on, recorded.decided_by) == (
        "青禾委纪〔2026〕3号", TODAY, desk.person("staff"),
    )  # fmt: skip


@pytest.mark.parametrize("part", ["leader", "other_staff", "deputy", "handler"])
def test_only_the_office_of_the_area_records_it(desk, part):
    with pytest.raises(NotAllowed, match="由中共青禾镇委员会办理"):
        desk.record(desk.open(desk.study), part)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"document_number": ""}, "文号"),
        ({"decided_on": None}, "日期"),
        ({"decided_on": later(24).date()}, "不能晚于今天"),
    ],
)
def test_it_is_not_recorded_without_number_and_date(desk, values, words):
    request = desk.open(desk.study)
    with pytest.raises(NotReady, match=words):
        desk.record(request, **values)
    assert step(request).outcome == "waiting"


def test_an_organ_returns_with_its_paper_too(desk):
    request = desk.open(desk.study)
    act = {"request": request, "step_number": 1, "reason": "资金来源不明", "by": desk.actor("staff"), "at": later(1)}
    with pytest.raises(NotReady, match="文号"):
        step_return(**act)
    assert step_return(**act, document_number="青禾委纪〔2026〕3号", decided_on=TODAY).state == "returned"


def test_the_minutes_may_be_attached(desk):
    request = desk.open(desk.study)
    desk.record(request, files=[SimpleUploadedFile("纪要.pdf", b"%PDF-1.7 minutes")])
    assert [file.name for file in attachments_of(step(request))] == ["纪要.pdf"]


def test_a_file_that_is_refused_leaves_the_step_undecided(desk):
    request = desk.open(desk.study)
    with pytest.raises(DomainError), transaction.atomic():
        desk.record(request, files=[SimpleUploadedFile("纪要.exe", b"MZ")])
    assert step(request).outcome == "waiting"


def delegate(desk, request, by, to, number=1, reason="外出学习"):
    return step_delegate(
        request=request, step_number=number, to=desk.person(to), reason=reason, by=desk.actor(by), at=later(1)
    )


def test_a_step_is_handed_on_and_only_the_new_holder_signs(desk, heard):
    request = desk.open()
    delegate(desk, request, "deputy", "operator")
    handed = step(request)
    assert (handed.person, handed.delegated_from) == (desk.person("operator"), desk.person("deputy"))
    assert heard == [("step_ready", 1), ("step_ready", 1)]
    with pytest.raises(NotAllowed):
        desk.approve(request, 1, "deputy")
    assert desk.approve(request, 1, "operator").current == 2


@pytest.mark.parametrize(
    ("to", "words"),
    [("staff", "示例staff是拟稿人"), ("leader", "示例leader已担任“签发”一步"), ("deputy", "安然已担任“核稿”一步")],
)
def test_a_step_is_not_handed_to_the_drafter_or_to_another_holder(desk, to, words):
    request = desk.open()
    with pytest.raises(NotReady, match=words):
        delegate(desk, request, "deputy", to)


def test_the_office_hands_on_for_a_holder_who_is_away_but_not_its_own_draft(desk):
    request = desk.open()
    with pytest.raises(NotAllowed):
        delegate(desk, request, "staff", "operator")
    with pytest.raises(NotAllowed):
        delegate(desk, request, "leader", "operator")
    assert delegate(desk, request, "district_staff", "operator").current == 1


def test_handing_on_needs_a_reason_and_an_organs_step_is_not_handed_on(desk):
    with pytest.raises(DomainError, match="请写明转交的理由"):
        delegate(desk, desk.open(), "deputy", "operator", reason=" ")
    with pytest.raises(NotAllowed):
        delegate(desk, desk.open(desk.study, kind="livelihood.party_study"), "operator", "leader")


def test_the_drafter_withdraws_while_it_is_pending(desk, heard):
    request = desk.open()
    desk.approve(request, 1, "deputy")
    act = {"request": request, "reason": "内容有变", "by": desk.actor("staff"), "at": later(2)}
    withdrawn = request_withdraw(**act)
    assert (withdrawn.state, withdrawn.reason) == ("withdrawn", "内容有变")
    assert heard[-1] == ("request_withdrawn", "内容有变")
    with pytest.raises(WrongState, match="已撤回,不能撤回"):
        request_withdraw(**act)


@pytest.mark.parametrize("part", ["leader", "deputy", "other_staff"])
def test_nobody_else_withdraws_it(desk, part):
    with pytest.raises(NotAllowed):
        request_withdraw(request=desk.open(), reason="内容有变", by=desk.actor(part), at=NOW)


def test_withdrawing_needs_a_reason(desk):
    with pytest.raises(DomainError, match="请写明撤回的理由"):
        request_withdraw(request=desk.open(), reason="", by=desk.actor("staff"), at=NOW)


def test_what_was_decided_is_never_changed(desk):
    request = desk.open()
    desk.approve(request, 1, "deputy")
    for change in (
        lambda: ApprovalStep.objects.filter(request=request, number=1).update(opinion="改"),
        lambda: ApprovalStep.objects.filter(request=request, number=2).update(title="改"),
        lambda: ApprovalStep.objects.filter(request=request).delete(),
    ):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            change()


def test_a_request_that_is_over_is_never_changed(desk):
    request = desk.record(desk.open(desk.study))
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        ApprovalRequest.objects.filter(pk=request.pk).update(state="pending", ended_at=None)


def test_it_waits_for_whose_turn_it_is(desk):
    request = desk.open()
    study = desk.open(desk.study, kind="livelihood.party_study")
    waiting = {part: set(selectors.awaiting(desk.actor(part))) for part in ("deputy", "leader", "staff", "other_staff")}
    assert waiting == {"deputy": {request}, "leader": set(), "staff": {study}, "other_staff": set()}
    desk.approve(request, 1, "deputy")
    assert list(selectors.awaiting(desk.actor("leader"))) == [request]
    assert list(selectors.done_by(desk.actor("deputy"))) == [request]


def test_it_is_seen_by_its_area_and_by_who_has_part_in_it(desk):
    request = desk.open()
    delegate(desk, request, "deputy", "handler")
    parts = ("staff", "leader", "district_staff", "deputy", "handler", "other_staff", "other_deputy", "representative")
    seen = {part for part in parts if ApprovalRequest.objects.visible_to(desk.actor(part)).exists()}
    assert seen == {"staff", "leader", "district_staff", "deputy", "handler"}


def test_it_offers_as_delegates_who_can_sign_and_has_no_part_yet(desk):
    names = {person.name for person in selectors.possible_delegates(desk.open(), TODAY)}
    assert names == {"示例operator", "示例district_staff", "示例handler"}
