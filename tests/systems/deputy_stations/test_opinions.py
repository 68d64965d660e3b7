"""What is brought to a station and where it goes: refusals and races first."""

from datetime import date, timedelta

import pytest

from apps.congress.matters.models import Matter, MatterKind, Submission, SubmissionRating
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.matters.services.rating import submission_rate
from apps.congress.matters.services.routing import matter_settle_on_spot
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_create
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import Mandate
from apps.office.notifications.models import Notice
from apps.systems.deputy_stations.models import Rota, Station, StationOpinion
from apps.systems.deputy_stations.selectors.figures_opinions import (
    opinions_by_code,
    opinions_closed,
    opinions_rated,
    opinions_received,
    opinions_satisfied,
)
from apps.systems.deputy_stations.selectors.opinion_desk import deadlines, todo
from apps.systems.deputy_stations.selectors.opinions import on_duty, running_slot, standing_of
from apps.systems.deputy_stations.services import opinions, routing
from apps.systems.deputy_stations.services.routing import RequestDraft
from tests import factories as make
from tests.factories.stations import make_slot, make_station
from tests.racing import at_once, refusals
from tests.systems.deputy_stations.receptions import AT, LAMP, Hall, hall_of

DRAFT = RequestDraft("修复新民村村口路灯", LAMP, "")


@pytest.fixture
def hall(cast) -> Hall:
    return hall_of(cast)


def told(opinion: StationOpinion) -> list[str]:
    return list(opinion.submission.updates.values_list("sentence", flat=True))


def fresh(opinion: StationOpinion) -> StationOpinion:
    return StationOpinion.objects.with_all().get(pk=opinion.pk)


def close(station: Station, on: date) -> None:
    Station.objects.filter(pk=station.pk).update(closed_on=on, close_reason="并入他站")
    station.refresh_from_db()


def test_a_station_closed_yesterday_takes_nothing_in(hall):
    close(hall.station, AT.date() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="现在不接收意见"):
        hall.left()
    with pytest.raises(NotAllowed, match="现在不接收意见"):
        hall.logged()
    assert not Submission.objects.exists()


def test_what_was_received_before_it_closed_is_entered_from_paper(hall):
    close(hall.station, AT.date() - timedelta(days=1))
    opinion = hall.logged(received_on=AT.date() - timedelta(days=5))
    assert opinion.received_on == date(2026, 3, 15)


@pytest.mark.parametrize(("day", "sentence"), [("2026-03-21", "不能晚于今天"), ("1999-01-01", "早于")])
def test_a_reception_is_neither_tomorrow_nor_before_the_station_opened(hall, day, sentence):
    with pytest.raises(DomainError, match=sentence):
        hall.logged(received_on=date.fromisoformat(day))


def test_it_is_to_be_routed_within_three_working_days(hall):
    assert hall.logged().due_on == date(2026, 3, 25)  # Friday the 20th


def test_the_receiving_deputy_and_the_liaison_officer_are_told_not_who_typed_it(hall):
    hall.left()
    people = set(Notice.objects.filter(title__contains="收到群众意见").values_list("recipient", flat=True))
    assert people == {hall.deputy.pk, hall.cast.people["liaison"].pk}
    Notice.objects.all().delete()
    hall.logged("另一件")
    assert set(Notice.objects.values_list("recipient", flat=True)) == {hall.cast.people["liaison"].pk}


def test_answered_on_the_spot_it_ends_and_the_resident_rates_it_once(hall):
    opinion = fresh(hall.logged(answer="今天下午就换灯泡。"))
    assert (opinion.route, opinion.closed_at, told(opinion)) == ("spot", AT, ["当场答复:今天下午就换灯泡。"])
    rate = {"submission": opinion.submission, "by": Actor.guest(), "at": AT}
    submission_rate(grade="satisfied", comment="", **rate)
    with pytest.raises(WrongState, match="评价不能修改"):
        submission_rate(grade="basic", comment="", **rate)
    assert fresh(opinion).grade == "satisfied"
    assert SubmissionRating.objects.count() == 1


def test_nobody_rates_what_is_not_answered_or_is_a_matter(hall):
    opinion = hall.logged()
    rate = {"submission": opinion.submission, "grade": "satisfied", "comment": "", "by": Actor.guest(), "at": AT}
    with pytest.raises(NotAllowed):
        submission_rate(**rate)
    routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    with pytest.raises(NotAllowed):
        submission_rate(**rate)


def test_who_is_dissatisfied_says_with_what(hall):
    opinion = hall.logged(answer="等等看。")
    with pytest.raises(NotReady, match="具体意见"):
        submission_rate(submission=opinion.submission, grade="dissatisfied", comment=" ", by=Actor.guest(), at=AT)


def test_dissatisfied_with_the_answer_the_office_may_send_it_another_way(hall):
    opinion = hall.logged(answer="等等看。")
    with pytest.raises(WrongState, match="已经确定办理路径"):
        routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    submission_rate(
        submission=opinion.submission, grade="dissatisfied", comment="没有说哪天修", by=Actor.guest(), at=AT
    )
    assert Notice.objects.filter(recipient=hall.deputy, title__contains="不满意").exists()
    routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    assert (fresh(opinion).route, fresh(opinion).closed_at) == ("office", None)


def test_to_a_village_it_is_a_request_with_the_matter_s_days(hall):
    opinion = hall.logged(category="")
    matter = routing.opinion_hand_on(
        opinion=opinion, route="village", draft=DRAFT, parts=[PartDraft(hall.village)], by=hall.clerk, at=AT
    )
    assert (matter.kind, matter.main_unit, matter.source_url) == (
        MatterKind.REQUEST, hall.village, opinion.get_absolute_url(),
    )  # fmt: skip
    assert matter.proposer_name == "赵大姐"
    assert told(opinion)[-1].startswith("已交新民村村民委员会办理,应在")


def test_a_village_must_be_chosen(hall):
    with pytest.raises(DomainError, match="请选择由哪个村"):
        routing.opinion_hand_on(opinion=hall.logged(), route="village", draft=DRAFT, by=hall.clerk, at=AT)


def test_the_end_of_the_matter_ends_the_opinion_and_tells_the_deputy(hall):
    opinion = hall.logged()
    matter = routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    later = AT + timedelta(days=2)
    matter_settle_on_spot(matter=matter, sentence="已换灯泡。", by=hall.clerk, at=later)
    assert (fresh(opinion).closed_at, fresh(opinion).told_deputy_at) == (later, later)
    mine = Notice.objects.filter(recipient=hall.deputy)
    assert mine.filter(title="您接待的2026-000001号意见已办结").count() == 1
    assert mine.filter(body__contains="已换灯泡。").count() == 1  # the sentence the resident was told


def test_the_receiving_deputy_rates_what_came_of_it_once_and_only_then(hall):
    opinion = hall.logged()
    rate = {"comment": "", "by": hall.actor("deputy"), "at": AT}
    with pytest.raises(NotAllowed):
        opinions.opinion_rate(opinion=opinion, grade="satisfied", **rate)
    matter = routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    matter_settle_on_spot(matter=matter, sentence="已换。", by=hall.clerk, at=AT)
    opinions.opinion_rate(opinion=opinion, grade="basic", **rate)
    with pytest.raises(NotAllowed, match="不能修改"):
        opinions.opinion_rate(opinion=opinion, grade="satisfied", **rate)
    assert fresh(opinion).deputy_grade == "basic"


def test_a_district_deputy_gets_a_draft(hall):
    congress = make.make_unit(hall.cast.district, "district_congress", "示例区人民代表大会")
    term = make.make_term(congress)
    person = make.make_person(hall.cast.district, "区代表")
    seat: Mandate = make.make_mandate(person, term)
    opinion = hall.logged()
    draft = routing.opinion_pass_to_deputy(opinion=opinion, deputy=seat, draft=DRAFT, by=hall.clerk, at=AT)
    assert (draft.lead, draft.state, draft.origin.submission) == (person, "draft", opinion.submission)
    assert "已转请区代表代表" in told(opinion)[-1]
    assert fresh(opinion).route == "district_deputy"


def test_what_a_city_deputy_carries_is_closed_with_what_came_of_it(hall):
    opinion = hall.logged()
    with pytest.raises(WrongState):
        routing.opinion_city_outcome(opinion=opinion, sentence="已列入计划", by=hall.clerk, at=AT)
    routing.opinion_pass_to_city(opinion=opinion, name="王市表", by=hall.clerk, at=AT)
    routing.opinion_city_outcome(opinion=opinion, sentence="已列入明年计划。", by=hall.clerk, at=AT)
    assert told(opinion) == [
        "已请市人大代表王市表向有关方面反映,有结果会写在这里。", "市人大代表王市表反映的结果:已列入明年计划。",
    ]  # fmt: skip
    assert fresh(opinion).closed_at == AT


def test_what_a_station_does_not_take_goes_with_where_to_go(hall):
    opinion = routing.opinion_decline(opinion=hall.logged(), ground="judicial", by=hall.actor("deputy"), at=AT)
    assert opinion.route == "elsewhere"
    assert "请向承办的法院、检察院、公安机关反映" in told(opinion)[0]


@pytest.mark.django_db(transaction=True)
def test_two_who_route_at_once_open_one_matter(cast):
    hall = hall_of(cast)
    opinion = hall.logged()

    def hand_on():
        return routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)

    assert refusals(at_once(hand_on, hand_on)) == ["WrongState"]
    assert Matter.objects.count() == 1


def test_withdrawn_it_is_not_routed(hall):
    opinion, _ = hall.left()
    Submission.objects.filter(pk=opinion.submission_id).update(withdrawn=True)
    with pytest.raises(WrongState, match="撤回"):
        routing.opinion_answer(opinion=opinion, answer="好。", by=hall.clerk, at=AT)


def test_who_is_on_duty_now_goes_before_who_comes_next(hall):
    make_slot(hall.station, hall.colleague, AT + timedelta(days=7))
    assert on_duty(hall.station, AT).deputy == hall.deputy
    assert on_duty(hall.station, AT + timedelta(days=1)).deputy == hall.colleague
    assert on_duty(hall.station, AT + timedelta(days=30)) is None


def test_the_log_names_no_resident(hall):
    hall.logged(answer="好。")
    logged = " ".join(str(value) for row in Entry.objects.values("act", "reason", "facts") for value in row.values())
    assert "赵大姐" not in logged
    assert "13900001234" not in logged


def test_figures_for_the_rating_count_by_station_and_period(hall):
    other = make_station(hall.cast.street, "滨江站")
    first = hall.logged(answer="好。")
    hall.left()
    hall.logged("早先的", received_on=date(2026, 2, 1))
    submission_rate(submission=first.submission, grade="satisfied", comment="", by=Actor.guest(), at=AT)
    asked = ([hall.station.pk, other.pk], date(2026, 3, 1), date(2026, 3, 31))
    for figure, number in (
        (opinions_received, 2), (opinions_closed, 1), (opinions_rated, 1), (opinions_satisfied, 1),
        (opinions_by_code, 1),
    ):  # fmt: skip
        assert figure(*asked) == {hall.station.pk: number, other.pk: 0}


def test_late_ones_wait_on_the_desk_of_who_acts_next(hall):
    opinion, _ = hall.left()
    on = date(2026, 4, 1)
    assert [item.title for item in todo(hall.actor("deputy"), on)] == ["1 件家站群众意见等您答复,或者建议怎样办"]
    assert [item.title for item in todo(hall.clerk, on)] == ["1 件家站群众意见待分流"]
    assert [item.title for item in todo(hall.actor("liaison"), on)] == ["1 件家站群众意见等您答复,或者建议怎样办"]
    assert not list(todo(hall.actor("colleague"), on))
    deadline = next(deadlines(on))
    assert (deadline.on, deadline.key) == (date(2026, 3, 25), f"stations.route:{opinion.public_id}")
    assert set(deadline.recipient_ids) == {hall.deputy.pk, hall.cast.people["staff"].pk}
    opinions.opinion_suggest(opinion=opinion, route="village", by=hall.actor("deputy"), at=AT)
    assert not list(todo(hall.actor("deputy"), on))


def test_a_deputy_puts_it_forward_and_the_answer_to_that_ends_it(hall):
    opinion, deputy = hall.logged(), hall.actor("deputy")
    suggestion = suggestion_create(
        term=hall.cast.term, draft=SuggestionDraft("关于修复村口路灯的建议", LAMP, "城乡建设"), ask=[],
        voiced=opinion.submission, by=deputy, at=AT,
    )  # fmt: skip
    suggestion_submit(matter=suggestion, by=deputy, at=AT)
    assert standing_of(fresh(opinion), AT.date())[0] == "已并入另一件办理"
    assert "安然代表已据此提出建议" in told(opinion)[-1]
    matter_settle_on_spot(matter=suggestion, sentence="已换灯泡。", by=hall.clerk, at=AT)
    assert (standing_of(fresh(opinion), AT.date())[0], told(opinion)[-1]) == ("已办结", "已经解决:已换灯泡。")


def test_what_the_office_handed_on_meanwhile_is_not_taken_away_from_it(hall):
    opinion, deputy = hall.logged(), hall.actor("deputy")
    suggestion = suggestion_create(
        term=hall.cast.term, draft=SuggestionDraft("关于修复村口路灯的建议", LAMP, "城乡建设"), ask=[],
        voiced=opinion.submission, by=deputy, at=AT,
    )  # fmt: skip
    routing.opinion_hand_on(opinion=opinion, route="office", draft=DRAFT, by=hall.clerk, at=AT)
    suggestion_submit(matter=suggestion, by=deputy, at=AT)
    assert fresh(opinion).submission.merged_into is None


def test_nobody_is_on_duty_by_a_rota_that_is_not_published(hall):
    """The door tells nothing of a draft, and nothing hangs on it that would keep it from being dealt again."""
    when = AT + timedelta(days=1)
    rota = Rota.objects.create(station=hall.station, starts_on=when.date(), ends_on=when.date(), created_at=AT)
    make_slot(hall.station, hall.colleague, when, rota=rota)
    assert on_duty(hall.station, when) is None
    assert running_slot(hall.station, hall.colleague, when) is None
