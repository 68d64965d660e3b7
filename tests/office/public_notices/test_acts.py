"""Publishing, objecting, answering, concluding: refusals first."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from apps.foundation.audit.models import Entry
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.core.models import Holiday
from apps.foundation.policies.models import Policy
from apps.office.public_notices import selectors
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.services import notice_withdraw
from apps.office.public_notices.signals import notice_concluded, notice_withdrawn
from tests.cast import TODAY
from tests.office.public_notices.board import ENDS, moment


def withdraw(board, notice, **values):
    fixed = {"reason": "名单有误", "by": board.staff, "at": moment(24)}
    return notice_withdraw(notice=notice, **{**fixed, **values})


def test_it_runs_five_whole_working_days_and_keeps_the_rule(board):
    notice = board.publish()
    assert notice.ends_on == ENDS
    assert notice.rules["public_notices.days"]["value"] == 5


def test_holidays_prolong_it(board):
    for day in (23, 24):
        Holiday.objects.create(day=date(2026, 3, day), works=False, name="放假")
    assert board.publish().ends_on == date(2026, 3, 31)


def test_a_town_may_set_another_length_without_moving_what_runs(board):
    running = board.publish()
    Policy.objects.create(
        key="public_notices.days", value=3, area=board.cast.town, starts_on=TODAY, source="本镇规定", set_at=moment(20),
    )  # fmt: skip
    assert board.publish(title="另一公示").ends_on == date(2026, 3, 25)
    running.refresh_from_db()
    assert running.ends_on == ENDS


def test_it_warns_where_the_holidays_of_the_year_are_missing(board):
    notice = board.publish()
    assert "2026年的节假日安排尚未录入" in selectors.holiday_warning(notice)
    Holiday.objects.create(day=date(2026, 10, 1), works=False, name="国庆节")
    assert selectors.holiday_warning(notice) == ""


def test_it_does_not_begin_in_the_past(board):
    with pytest.raises(NotReady, match="已经过去"):
        board.publish(starts_on=date(2026, 3, 19))


def test_the_same_thing_runs_once_at_a_time(board):
    first = board.publish()
    with pytest.raises(Conflict, match="正在公示"):
        board.publish()
    withdraw(board, first)
    assert board.publish().state == "published"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"at": moment(28, 0)}, "不再接收网上意见"),
        ({"text": "  "}, "请写明您的意见"),
        ({"text": "长" * 2001}, "不能超过2000字"),
    ],
)
def test_an_objection_is_refused(board, values, words):
    notice = board.publish()
    with pytest.raises(DomainError) as refusal:
        board.object(notice, **values)
    assert words in str(refusal.value)
    assert not Objection.objects.exists()


def test_a_double_tap_is_heard_once_but_two_people_twice(board):
    notice = board.publish()
    first = board.object(notice, name="周示例")
    assert board.object(notice, name="周示例", at=moment(23, 10, 1)) == first
    board.object(notice, name="吴示例")
    board.object(notice, name="周示例", at=moment(24))
    assert Objection.objects.count() == 3


def test_the_last_day_counts_to_its_last_second(board):
    notice = board.publish()
    assert board.object(notice, at=moment(27, 23, 59, 59)).pk


def test_a_letter_is_written_down_until_it_is_concluded(board):
    notice = board.publish()
    letter = board.object(notice, channel="letter", by=board.staff, at=moment(28))
    assert letter.recorded_by == "示例staff"
    board.settle(letter, at=moment(28))
    board.conclude(notice)
    with pytest.raises(WrongState, match="已办结"):
        board.object(notice, channel="letter", by=board.staff, at=moment(29))


def test_name_and_contact_are_unreadable_in_the_database(board):
    objection = board.object(board.publish(), name="周示例", contact="13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact FROM public_notices_objection")
        stored = cursor.fetchone()
    assert "周示例" not in stored[0]
    assert "13812345678" not in stored[1]
    assert Objection.objects.get(pk=objection.pk).contact == "13812345678"


def test_the_audit_log_does_not_name_who_objected(board):
    notice = board.publish()
    board.object(notice, name="周示例", contact="13812345678")
    entry = Entry.objects.get(act="public_notices.objection.received")
    assert "周示例" not in f"{entry.facts}{entry.actor_name}{entry.subject_text}"
    assert history_of(notice)[0].sentence == "收到对“候选人选公示”的意见(渠道:网上),经访客"


def test_it_is_not_concluded_on_its_last_day(board):
    with pytest.raises(NotReady, match="次日起方可办结"):
        board.conclude(board.publish(), at=moment(27, 23, 59))


def test_it_is_not_concluded_over_an_objection(board):
    notice = board.publish()
    objection = board.object(notice)
    with pytest.raises(NotReady, match="还有1条意见没有处理"):
        board.conclude(notice)
    board.settle(objection, upheld=True, answer="确实不符合条件")
    assert board.conclude(notice).state == "concluded"


def test_it_is_not_concluded_without_a_conclusion(board):
    with pytest.raises(DomainError, match="请填写公示结论"):
        board.conclude(board.publish(), conclusion=" ")


def test_the_floors_above_hear_how_many_objections_held(board):
    heard = []

    def ear(sender, notice, upheld_count, **kwargs):
        heard.append((notice.title, upheld_count))

    notice_concluded.connect(ear)
    notice = board.publish()
    for upheld in (True, False):
        board.settle(board.object(notice), upheld=upheld)
    board.conclude(notice)
    notice_concluded.disconnect(ear)
    assert heard == [("候选人选公示", 1)]


def test_an_answer_is_given_once_and_needs_its_reason(board):
    objection = board.object(board.publish())
    with pytest.raises(DomainError, match="请写明核实情况"):
        board.settle(objection, answer="")
    board.settle(objection)
    with pytest.raises(Conflict, match="已由示例staff处理"):
        board.settle(objection, upheld=True)


def test_it_is_withdrawn_with_a_reason_while_it_runs(board):
    heard = []

    def ear(sender, notice, reason, **kwargs):
        heard.append(reason)

    notice_withdrawn.connect(ear)
    notice = board.publish()
    with pytest.raises(DomainError, match="请写明撤回的理由"):
        withdraw(board, notice, reason="")
    assert withdraw(board, notice).state == "withdrawn"
    notice_withdrawn.disconnect(ear)
    assert heard == ["名单有误"]
    with pytest.raises(WrongState, match="已撤回"):
        board.conclude(notice)


def test_what_was_published_said_and_answered_is_never_changed(board):
    notice = board.publish()
    objection = board.settle(board.object(notice))
    for change in (
        lambda: PublicNotice.objects.filter(pk=notice.pk).update(body="改"),
        lambda: PublicNotice.objects.filter(pk=notice.pk).update(ends_on=date(2026, 3, 21)),
        lambda: Objection.objects.filter(pk=objection.pk).update(upheld=True),
        lambda: Objection.objects.filter(pk=board.object(notice).pk).update(text="改"),
        lambda: Objection.objects.filter(pk=objection.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            change()


def test_a_concluded_notice_is_never_changed(board):
    notice = board.conclude(board.publish())
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        PublicNotice.objects.filter(pk=notice.pk).update(conclusion="改")


def test_the_desk_of_the_area_says_what_to_do(board):
    notice = board.publish()
    objection = board.object(notice)
    titles = lambda part, on: [item.title for item in selectors.todo(board.cast.actor(part), on)]  # noqa: E731
    assert titles("staff", TODAY) == ["处理公示意见1条:候选人选公示"]
    assert titles("other_staff", TODAY) == titles("leader", TODAY) == titles("district_staff", TODAY) == []
    board.settle(objection)
    assert titles("staff", ENDS) == []
    assert titles("staff", date(2026, 3, 28)) == ["办结公示:候选人选公示"]


def test_the_staff_find_the_last_day_among_their_dates(board):
    board.publish()
    (deadline,) = selectors.deadlines(TODAY)
    assert (deadline.on, deadline.recipient_ids) == (ENDS, (board.cast.people["staff"].pk,))


def test_a_hundred_notices_cost_the_home_page_no_more_queries_than_one(board, django_assert_num_queries):
    for number in range(100):
        board.publish(title=f"公示{number}")
    with django_assert_num_queries(2):
        assert len(list(selectors.deadlines(TODAY))) == 100


def test_pages_of_the_subject_lead_to_the_notice(board):
    board.publish()
    pages = list(selectors.related(board.cast.congress, board.staff))
    assert [page.title for page in pages] == ["查看公示(公示中)"]
    assert list(selectors.related(board.cast.congress, board.cast.actor("deputy"))) == []
