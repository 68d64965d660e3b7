"""The vote of the standing committee on each person by themself, and what follows it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.setting_up import OptionDraft, options_set
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.core.fields import blind_index
from apps.systems.legal_exams.models import Appointment, AppointmentVote, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.appointing import appointment_change
from apps.systems.legal_exams.services.voting import result_take
from tests.racing import at_once, refusals
from tests.systems.legal_exams.committee import DAY, EARLIER, make_committee
from tests.systems.legal_exams.house_of_exams import make_nomination

DETAILS = {
    "certificate_number": "示任〔2026〕1号", "signed_by": "示例主任", "certificate_given_on": date(2026, 4, 3),
    "oath_on": date(2026, 4, 3), "oath_place": "区人大会议室", "oath_led_by": "示例主任", "note": "",
}  # fmt: skip
PAGES = ["legal_exams_votes", "legal_exams_vote_new", "legal_exams_appointments", "legal_exams_oaths"]


@pytest.fixture
def committee(house):
    return make_committee(house)


def passed(house, name="密名甲", **values):
    return make_nomination(house, name, state=states.PASSED, **values)


def the_same(house, post):
    """One person put forward again and again."""
    nomination = passed(house, post=post)
    Nomination.objects.filter(pk=nomination.pk).update(person_index=blind_index("50019919800101999X"))
    return Nomination.objects.get(pk=nomination.pk)


def results():
    return list(AppointmentVote.objects.order_by("pk").values_list("result", flat=True))


def appointed(committee, nomination=None):
    """Five of five approve."""
    nomination = nomination or passed(committee.house)
    committee.announce(committee.counted(committee.submit(nomination), 5))
    return Appointment.objects.get(nomination=nomination)


class TestRaces:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_a_nomination_is_put_to_one_vote(self, house):
        committee, nomination = make_committee(house), passed(house)
        outcomes = at_once(*(lambda: committee.submit(nomination),) * 2)
        assert refusals(outcomes) == ["NotReady"]
        assert (AppointmentVote.objects.count(), Poll.objects.count()) == (1, 1)

    def test_a_result_is_announced_and_taken_once(self, house):
        committee, nomination = make_committee(house), passed(house)
        poll = committee.counted(committee.submit(nomination), 5)
        outcomes = at_once(*(lambda: committee.announce(poll),) * 2)
        assert len(refusals(outcomes)) == 1
        assert Appointment.objects.count() == 1


def test_each_person_stands_alone_on_a_secret_ballot_whose_name_tells_nobody(house, committee):
    one, two = passed(house, "密名甲"), make_nomination(house, "密名乙", state=states.EXEMPT)
    poll = committee.submit(one, two)
    assert (poll.model, poll.method, poll.base, poll.threshold) == ("per_item", "paper", "all", "more_than_half")
    titles = list(poll.options.order_by("number").values_list("title", flat=True))
    assert titles == [f"密名甲为{one.post}(决定任命)", f"密名乙为{two.post}(决定任命)"]
    assert "密名" not in poll.title
    assert "密名" not in str(list(Entry.objects.values()))


def test_more_than_half_of_all_members_appoint(house, committee):
    one, two = passed(house, "密名甲"), passed(house, "密名乙")
    committee.announce(committee.counted(committee.submit(one, two), 3, 2))
    assert results() == ["appointed", "not_appointed"]
    assert set(Nomination.objects.values_list("state", flat=True)) == {states.VOTED}
    assert [(row.nomination, row.appointed_on) for row in Appointment.objects.all()] == [(one, DAY.date())]


def test_the_result_taken_again_changes_nothing(house, committee):
    appointed(committee)
    result_take(poll=Poll.objects.get(), adopted=[], by=committee.staff, at=DAY)
    assert results() == ["appointed"]


@pytest.mark.parametrize("state", [states.RECEIVED, states.SCHEDULED, states.FAILED, states.LOCKED, states.WITHDRAWN])
def test_without_a_pass_or_an_exemption_nobody_is_put_to_the_vote(house, committee, state):
    with pytest.raises(NotReady, match="不能提请表决"):
        committee.submit(make_nomination(house, state=state))


def test_not_before_the_day_of_the_meeting(house, committee):
    with pytest.raises(WrongState, match="会议当日"):
        committee.submit(passed(house), at=EARLIER)


def test_not_by_names_open_to_all(house, committee):
    with pytest.raises(DomainError, match="无记名"):
        committee.submit(passed(house), method="named")


def test_not_by_another_body(house, committee):
    committee.sitting.meeting.body = house.cast.congress
    with pytest.raises(DomainError, match="常委会"):
        committee.submit(passed(house))


def test_a_voided_vote_decides_nothing_and_is_held_again(house, committee):
    nomination = passed(house)
    committee.void(committee.submit(nomination))
    nomination.refresh_from_db()
    assert (results(), nomination.state) == (["void"], states.PASSED)
    committee.announce(committee.counted(committee.submit(nomination), 5))
    assert results() == ["void", "appointed"]


def test_after_two_failures_the_same_post_is_not_asked_for_again(house, committee):
    for _ in range(2):
        committee.announce(committee.counted(committee.submit(the_same(house, "示例局局长")), 2))
    with pytest.raises(NotReady, match="2次未获通过"):
        committee.submit(the_same(house, "示例局局长"))
    committee.submit(the_same(house, "另一局局长"))


def test_a_ballot_that_was_changed_is_not_opened(house, committee):
    poll = committee.submit(passed(house))
    options_set(poll=poll, options=[OptionDraft("别的人")], by=committee.staff, at=DAY)
    with pytest.raises(NotReady, match="票面与提请表决的人选不一致"):
        committee.open(poll)


def test_who_withdrew_is_not_voted_on(house, committee):
    poll = committee.submit(passed(house))
    Nomination.objects.update(state=states.WITHDRAWN)
    with pytest.raises(NotReady, match="已撤回"):
        committee.open(poll)


class TestRegister:
    def change(self, house, appointment, revision=0, **values):
        return appointment_change(
            appointment=appointment, details={**DETAILS, **values}, revision=revision, by=house.actor("exam_staff"),
            at=DAY,
        )  # fmt: skip

    def test_certificate_and_oath_are_written_down(self, house, committee):
        appointment = self.change(house, appointed(committee))
        appointment.refresh_from_db()
        assert (appointment.certificate_number, appointment.oath_on) == ("示任〔2026〕1号", date(2026, 4, 3))

    def test_an_older_page_does_not_overwrite(self, house, committee):
        appointment = appointed(committee)
        self.change(house, appointment)
        with pytest.raises(Conflict):
            self.change(house, appointment)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"oath_on": date(2026, 4, 1)}, "不能早于任命日期"),
            ({"certificate_number": ""}, "请填写任命书编号"),
            ({"oath_on": None}, "请填写宣誓日期"),
        ],
    )
    def test_what_cannot_be_is_refused(self, house, committee, values, said):
        with pytest.raises(NotReady, match=said):
            self.change(house, appointed(committee), **values)

    def test_a_number_is_used_once(self, house, committee):
        self.change(house, appointed(committee))
        with pytest.raises(DomainError, match="已用于"):
            self.change(house, appointed(committee, passed(house, "密名乙")))


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self):
        with time_machine.travel(DAY, tick=False):
            yield

    @pytest.mark.parametrize("part", ["exam_setter", "invigilator", "chief"])
    @pytest.mark.parametrize("page", PAGES)
    def test_they_are_for_those_who_run_the_exam(self, house, committee, part, page):
        assert house.client("exam_staff").get(reverse(page)).status_code == 200
        assert house.client(part).get(reverse(page)).status_code == 403
        assert house.cast.client("district_staff").get(reverse(page)).status_code == 403

    def test_nobody_is_put_to_the_vote_without_saying_that_names_will_be_seen(self, house, committee):
        nomination, client, url = passed(house), house.client("exam_staff"), reverse("legal_exams_vote_new")
        values = {"nominations": [nomination.public_id], "sitting": committee.sitting.public_id, "method": "paper"}
        assert "会务人员" in client.get(url).content.decode()
        client.post(url, values)
        assert not Poll.objects.exists()
        page = client.post(url, values | {"agreed": "on"}, follow=True).content.decode()
        assert "任命案表决票" in page
        assert Poll.objects.count() == 1

    def test_the_register_is_filled_in_printed_and_searched(self, house, committee):
        appointment, client = appointed(committee), house.client("exam_staff")
        url = reverse("legal_exams_appointment", args=[appointment.public_id])
        typed = {key: value or "" for key, value in DETAILS.items()}
        assert client.post(url, typed | {"revision": 0}).status_code == 302
        assert "刚被" in client.post(url, typed | {"revision": 0}).content.decode()
        page = client.get(reverse("legal_exams_appointments"), {"q": "密名甲"}).content.decode()
        assert "示任〔2026〕1号" in page
        paper = client.get(reverse("legal_exams_certificate", args=[appointment.public_id]))
        assert paper["Content-Type"] == "application/pdf"
