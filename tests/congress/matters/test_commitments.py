"""承诺事项: kept, late, rated, and reported for this and last year; 重点督办 beside them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.matters.models import KeySupervision
from apps.congress.matters.outcome_papers import ledger_paper
from apps.congress.matters.selectors import outcome_desk
from apps.congress.matters.services.commitments import commitment_grade, commitment_report
from apps.congress.matters.services.key_supervision import Decision, key_outcome, key_set
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.office.files.selectors import attachments_of
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.outcomes import handed_over, moment, promise, replied, suggestion

KEPT = moment(12, 20)


@pytest.fixture
def promised(cast):
    return promise(replied(cast, result="B"))


def report(cast, commitment, on=date(2026, 12, 18), at=KEPT, **values):
    return commitment_report(commitment=commitment, on=on, note="已装六盏。", by=cast.actor("handler"), at=at, **values)


def grade(cast, commitment, value="satisfied", comment="", part="deputy"):
    return commitment_grade(commitment=commitment, grade=value, comment=comment, by=cast.actor(part), at=KEPT)


def test_the_unit_reports_what_it_kept_with_files_and_the_proposer_is_asked(cast, promised):
    proof = SimpleUploadedFile("验收单.txt", "六盏已亮".encode())
    report(cast, promised, files=[proof])
    promised.refresh_from_db()
    assert (promised.done_on, promised.late_on(date(2027, 3, 1))) == (date(2026, 12, 18), 0)
    assert [file.name for file in attachments_of(promised)] == ["验收单.txt"]
    assert Notice.objects.filter(recipient=cast.people["deputy"], title__startswith="承诺已落实,请评价").exists()


def test_it_is_reported_once_and_not_for_a_day_to_come(cast, promised):
    with pytest.raises(DomainError, match="落实日期不能晚于今天"):
        report(cast, promised, on=date(2026, 12, 21))
    report(cast, promised)
    with pytest.raises(WrongState, match="已报告于2026年12月18日落实"):
        report(cast, promised)


def test_nothing_was_kept_before_it_was_promised(cast, promised):
    with pytest.raises(DomainError, match="落实日期不能早于答复之日\\(2026年5月18日\\)"):
        report(cast, promised, on=date(2026, 5, 17))


def test_another_rating_of_a_promise_is_refused_not_dropped(cast, promised):
    report(cast, promised)
    grade(cast, promised, "basic")
    assert grade(cast, promised, "basic").grade == "basic"
    with pytest.raises(WrongState, match="您已评价为“基本满意”"):
        grade(cast, promised, "dissatisfied", "还有一段没装。")


def test_only_the_proposer_rates_it_and_only_once_it_is_kept(cast, promised):
    with pytest.raises(WrongState, match="还没有报告落实情况"):
        grade(cast, promised)
    report(cast, promised)
    with pytest.raises(NotAllowed, match="只有提出人"):
        grade(cast, promised, part="staff")
    with pytest.raises(NotReady, match="请写明具体意见"):
        grade(cast, promised, "dissatisfied")
    assert grade(cast, promised, "dissatisfied", "只亮了三盏").grade == "dissatisfied"


def test_each_sees_the_promises_that_concern_them(cast, promised):
    other = make.make_unit(cast.town, "department", "镇水利站")
    make.make_role(cast.people["other_deputy"], "handler", unit=other)
    path = reverse("matters_commitments")
    for part in ("staff", "leader", "handler", "deputy"):
        assert promised.text in cast.client(part).get(path).content.decode(), part
    for part in ("other_staff", "other_deputy"):
        assert promised.text not in cast.client(part).get(path).content.decode(), part


@time_machine.travel(moment(1, 10, year=2027), tick=False)
def test_the_ledger_shows_what_is_late_and_exports_both_years(cast, promised):
    client, path = cast.client("staff"), reverse("matters_commitments")
    page = client.get(path, {"state": "late"}).content.decode()
    assert "逾期未落实" in page
    assert "共 1 条" in page
    book = load_workbook(BytesIO(b"".join(client.get(path, {"year": "recent", "export": "xlsx"}).streaming_content)))
    assert [row[0] for row in book.active.iter_rows(values_only=True)] == ["承诺事项", promised.text]
    tree = ledger_paper(cast.actor("staff"), moment(1, 10, year=2027))
    assert tree.title == "2026年至2027年承诺事项台账"
    assert tree.blocks[0].text.endswith("共1项，已落实0项，未落实1项，其中逾期1项。")
    assert client.get(reverse("matters_commitments_paper")).headers["Content-Type"] == "application/pdf"


def test_unit_and_office_have_the_day_in_their_calendars(cast, promised):
    (deadline,) = [item for item in outcome_desk.deadlines(date(2026, 12, 1)) if "承诺" in item.title]
    assert deadline.on == date(2026, 12, 31)
    assert set(deadline.recipient_ids) == {cast.people["handler"].pk, cast.people["staff"].pk}


def test_the_unit_is_asked_for_it_and_the_proposer_for_the_rating(cast, promised):
    (item,) = outcome_desk.todo(cast.actor("handler"), date(2026, 12, 20))
    assert item.title == "落实承诺事项:年底前再装六盏路灯"
    report(cast, promised)
    titles = [item.title for item in outcome_desk.todo(cast.actor("deputy"), date(2026, 12, 21))]
    assert titles == ["评价办理情况:关于增设村口路灯的建议", "评价承诺落实情况:年底前再装六盏路灯"]


def test_pages_report_and_rate(cast, promised):
    with time_machine.travel(KEPT, tick=False):
        page = reverse("matters_commitment_report", args=[promised.public_id])
        assert cast.client("deputy").get(page).status_code == 403
        done = cast.client("handler").post(page, {"on": "2026-12-18", "note": "已装六盏。"})
        assert done.status_code == 302
        page = reverse("matters_commitment_grade", args=[promised.public_id])
        assert cast.client("deputy").post(page, {"grade": "basic"}).status_code == 302
        html = cast.client("staff").get(reverse("matters_commitment", args=[promised.public_id])).content.decode()
    assert "已装六盏。" in html
    assert "基本满意" in html


DECISION = Decision("青禾镇人大主席团", date(2026, 3, 25), "主席 李明", "每季度督办一次")


def test_key_supervision_is_decided_told_and_kept_across_years(cast):
    matter = handed_over(cast, suggestion(cast))
    act = {"matter": matter, "by": cast.actor("staff")}
    key_set(**act, decision=DECISION, revision=0, at=moment(3, 26))
    key_set(**act, decision=DECISION, revision=0, at=moment(3, 27))
    assert Notice.objects.filter(recipient=cast.people["handler"], title__startswith="列为重点督办").count() == 1
    key_outcome(**act, outcome="路灯已装。", revision=1, at=moment(2, 1, year=2027))
    matter.refresh_from_db()
    assert (matter.is_key, KeySupervision.objects.get().outcome) == (True, "路灯已装。")
    with time_machine.travel(moment(2, 2, year=2027), tick=False):
        html = cast.client("leader").get(reverse("matters_keys"), {"year": "2026", "state": "open"}).content.decode()
    assert matter.title in html


def test_a_day_to_come_and_a_matter_without_decision_are_refused(cast):
    matter = handed_over(cast, suggestion(cast))
    act = {"matter": matter, "by": cast.actor("staff")}
    with pytest.raises(DomainError, match="确定日期不能晚于今天"):
        key_set(**act, decision=DECISION, revision=0, at=moment(3, 24))
    early = replace(DECISION, decided_on=date(2026, 3, 19))
    with pytest.raises(DomainError, match="确定日期不能早于本件提交之日"):
        key_set(**act, decision=early, revision=0, at=moment(3, 24))
    with pytest.raises(WrongState, match="没有列入重点督办"):
        key_outcome(**act, outcome="……", revision=0, at=moment(3, 24))


def test_a_second_editor_of_the_supervision_is_warned_and_every_outcome_stays_on_record_whole(cast):
    matter = handed_over(cast, suggestion(cast))
    act = {"matter": matter, "by": cast.actor("staff")}
    key_set(**act, decision=DECISION, revision=0, at=moment(3, 26))
    first, second = "一季度已督办。" * 100, "二季度已督办。"
    key_outcome(**act, outcome=first, revision=1, at=moment(4, 1))
    client, page = cast.client("staff"), reverse("matters_key_outcome", args=[matter.public_id])
    with time_machine.travel(moment(4, 2), tick=False):
        refused = client.post(page, {"outcome": second, "revision": 1}).content.decode()
        assert "刚被他人修改过" in refused
        assert second in refused
        assert first in refused
        assert client.post(page, {"outcome": second, "revision": 2}).status_code == 302
        decision = {"decided_by": "青禾镇人大主席团", "decided_on": "2026-03-25", "leader": "副主席 王芳"}
        page = reverse("matters_key", args=[matter.public_id])
        assert "刚被他人修改过" in client.post(page, {**decision, "revision": 1}).content.decode()
        assert client.post(page, {**decision, "revision": 3}).status_code == 302
    told = Entry.objects.filter(act="matters.key.outcome").order_by("pk").values_list("facts__outcome", flat=True)
    assert list(told) == [first, second]
