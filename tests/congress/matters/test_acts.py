"""Receiving, telling, merging, codes: refusals, history and who hears of it."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from apps.congress.matters.models import Submission, SubmissionUpdate
from apps.congress.matters.selectors import submission_by_code
from apps.congress.matters.services import (
    Proposer,
    code_renew,
    phone_look_up,
    submission_merge,
    submission_tell,
    submission_withdraw,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import NotReady, WrongState
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.matters.conftest import ANONYMOUS, AT, LAMP, RESIDENT, make_submission, receive

GUEST = Actor.guest()


@pytest.fixture
def village(cast):
    return make.make_area("新民村", "village", cast.town)


def acts_on(submission):
    entries = Entry.objects.filter(subject_label="matters.submission", subject_id=submission.pk)
    return list(entries.order_by("pk").values_list("act", flat=True))


def refusal(act, **values):
    with pytest.raises(NotReady) as caught:
        act(**values)
    return [issue.code for issue in caught.value.issues]


def test_what_is_received_is_numbered_by_its_town_and_year(cast, village):
    rows = [make_submission(area) for area in (cast.town, village, cast.other_town)]
    later = make_submission(cast.town, at=datetime(2027, 1, 3, tzinfo=UTC))
    assert [row.number for row in [*rows, later]] == ["2026-000001", "2026-000002", "2026-000001", "2027-000001"]


def test_the_year_of_a_number_is_the_local_one(cast):
    assert make_submission(cast.town, at=datetime(2026, 12, 31, 16, 30, tzinfo=UTC)).number == "2027-000001"


def test_a_refused_sentence_takes_no_number(cast):
    assert refusal(receive, area=cast.town, text=" ") == ["no_text"]
    assert make_submission(cast.town).number == "2026-000001"


def test_who_stays_anonymous_leaves_no_name(cast):
    assert refusal(receive, area=cast.town, proposer=Proposer("anonymous", None, "赵大姐")) == ["anonymous_named"]


def test_a_phone_number_is_encrypted_and_masked(cast):
    row = make_submission(cast.town, proposer=RESIDENT)
    stored = Submission.objects.filter(pk=row.pk).extra(select={"raw": "phone"}).values_list("raw", flat=True)[0]
    assert "19900001101" not in stored
    assert Submission.objects.get(pk=row.pk).masked_phone == "199****1101"


def test_the_code_finds_what_was_received_and_is_stored_nowhere(cast):
    row, code = receive(cast.town)
    assert submission_by_code(code.lower().replace("-", " ")) == row
    stored = Submission.objects.filter(pk=row.pk).values_list().get()
    assert not [value for value in stored if code in str(value) or code.replace("-", "") in str(value)]


def test_a_code_of_nothing_finds_nothing(cast):
    make_submission(cast.town)
    assert [submission_by_code(code) for code in ("", "K7QM-2XPD-9WTR", "不是查询码")] == [None] * 3


def test_a_new_code_replaces_the_old(cast):
    row, old = receive(cast.town)
    new = code_renew(submission=row, by=cast.actor("staff"), at=AT)
    assert (submission_by_code(old), submission_by_code(new)) == (None, row)
    assert acts_on(row)[-1] == "matters.code.renewed"


def test_looking_at_a_phone_number_is_on_record(cast):
    row = make_submission(cast.town, proposer=RESIDENT)
    assert phone_look_up(submission=row, by=cast.actor("staff"), at=AT) == "19900001101"
    assert acts_on(row) == ["matters.submission.received", "matters.phone.looked_up"]


def test_there_is_no_phone_number_where_none_was_left(cast):
    with pytest.raises(WrongState):
        phone_look_up(submission=make_submission(cast.town), by=cast.actor("staff"), at=AT)


def test_a_member_is_told_in_the_inbox_for_themselves_and_for_others(cast):
    deputy = cast.people["deputy"]
    rows = [
        make_submission(cast.town, proposer=Proposer("person", deputy)),
        make_submission(cast.town, proposer=RESIDENT, collected_by=deputy),
        make_submission(cast.town),
    ]
    for row in rows:
        submission_tell(submission=row, sentence="已到现场看过。", by=cast.actor("staff"), at=AT)
    assert list(Notice.objects.filter(recipient=deputy).values_list("url", flat=True)) == [
        row.get_absolute_url() for row in reversed(rows[:2])
    ]


def test_an_empty_sentence_is_not_told(cast):
    row = make_submission(cast.town)
    assert refusal(submission_tell, submission=row, sentence=" ", by=cast.actor("staff"), at=AT) == ["no_sentence"]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_told_cannot_be_changed_or_deleted(cast, change):
    update = submission_tell(submission=make_submission(cast.town), sentence="已办结。", by=cast.actor("staff"), at=AT)
    rows = SubmissionUpdate.objects.filter(pk=update.pk)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        rows.update(sentence="改") if change == "update" else rows._raw_delete("default")


def test_no_submission_is_deleted(cast):
    row = make_submission(cast.town)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        row.delete()


def test_a_merge_tells_both_and_later_words_reach_both(cast, village):
    by = cast.actor("staff")
    first, second = make_submission(cast.town), make_submission(village)
    submission_merge(submission=second, into=first, reason="同一段路", by=by, at=AT)
    submission_tell(submission=first, sentence="路灯已装好。", by=by, at=AT, is_final=True)
    told = {row.pk: [update.sentence for update in row.updates.all()] for row in (first, second)}
    assert [len(sentences) for sentences in told.values()] == [2, 2]
    assert first.number in told[second.pk][0]
    assert {sentences[-1] for sentences in told.values()} == {"路灯已装好。"}
    assert second.number not in "".join(told[first.pk])


def test_words_reach_what_was_merged_over_two_steps(cast):
    by = cast.actor("staff")
    first, second, third = (make_submission(cast.town) for _ in range(3))
    submission_merge(submission=third, into=second, reason="同一段路", by=by, at=AT)
    submission_merge(submission=second, into=first, reason="同一段路", by=by, at=AT)
    submission_tell(submission=first, sentence="路灯已装好。", by=by, at=AT)
    assert third.updates.last().sentence == "路灯已装好。"


def test_nothing_is_merged_into_itself(cast):
    row = make_submission(cast.town)
    assert refusal(submission_merge, submission=row, into=row, reason="同", by=cast.actor("staff"), at=AT) == ["itself"]


def test_nothing_is_merged_in_a_circle_or_twice(cast):
    by = cast.actor("staff")
    first, second, third = (make_submission(cast.town) for _ in range(3))
    submission_merge(submission=second, into=first, reason="同", by=by, at=AT)
    assert refusal(submission_merge, submission=first, into=second, reason="同", by=by, at=AT) == ["circle"]
    assert refusal(submission_merge, submission=second, into=third, reason="同", by=by, at=AT) == ["merged"]
    assert refusal(submission_merge, submission=third, into=second, reason="同", by=by, at=AT) == ["not_standing"]


def test_nothing_is_merged_into_what_its_proposer_took_back(cast):
    first, second = (make_submission(cast.town) for _ in range(2))
    submission_withdraw(submission=second, by=Actor.guest(), at=AT)
    by = cast.actor("staff")
    assert refusal(submission_merge, submission=first, into=second, reason="同", by=by, at=AT) == ["into_withdrawn"]


def test_nothing_is_merged_across_towns_or_without_a_reason(cast):
    by, here, there = cast.actor("district_staff"), make_submission(cast.town), make_submission(cast.other_town)
    assert refusal(submission_merge, submission=here, into=there, reason="同", by=by, at=AT) == ["elsewhere"]
    other = make_submission(cast.town)
    assert refusal(submission_merge, submission=here, into=other, reason="", by=by, at=AT) == ["no_reason"]


def test_a_proposer_takes_a_sentence_back_once(cast):
    row = make_submission(cast.town)
    assert submission_withdraw(submission=row, by=GUEST, at=AT).withdrawn
    with pytest.raises(WrongState):
        submission_withdraw(submission=row, by=GUEST, at=AT)


def test_what_was_answered_for_good_is_not_taken_back(cast):
    row = make_submission(cast.town)
    submission_tell(submission=row, sentence="已装好。", by=cast.actor("staff"), at=AT, is_final=True)
    with pytest.raises(WrongState):
        submission_withdraw(submission=row, by=GUEST, at=AT)


def test_an_entry_by_the_public_is_seen_by_the_office_of_the_place(cast):
    row = make_submission(cast.town, LAMP, proposer=ANONYMOUS)
    assert Entry.objects.get(subject_id=row.pk, act="matters.submission.received").area_path == cast.town.path
