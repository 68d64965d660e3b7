"""Pages of what follows a reply: the proposer's, the resident's, the leader's."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from apps.congress.matters.models import Rating
from apps.congress.matters.rules.codes import plain
from apps.congress.matters.selectors.watch import watch_of
from tests import factories as make
from tests.congress.matters.outcomes import (
    REPLIED,
    answered,
    government,
    handed_over,
    moment,
    replied,
    request_of_resident,
    suggestion,
)

RATING = {"attitude": "satisfied", "result": "dissatisfied", "comment": "学校门口还是黑的", "round_": 1}


@pytest.fixture(autouse=True)
def _counts_anew():
    cache.clear()


@pytest.fixture
def _in_may():
    with time_machine.travel(moment(5, 20), tick=False):
        yield


@pytest.mark.usefixtures("_in_may")
def test_the_proposer_rates_on_their_page_and_the_office_reads_it(cast):
    matter = replied(cast)
    client, page = cast.client("deputy"), reverse("matters_rate", args=[matter.public_id])
    assert page in client.get(matter.get_absolute_url()).content.decode()
    assert "请写明具体意见" in client.post(page, {**RATING, "comment": ""}).content.decode()
    assert client.post(page, RATING).status_code == 302
    assert client.post(page, RATING).status_code == 302
    assert Rating.objects.count() == 1
    assert "学校门口还是黑的" in cast.client("staff").get(matter.get_absolute_url()).content.decode()
    assert client.get(page).status_code == 409


@pytest.mark.usefixtures("_in_may")
@pytest.mark.parametrize(("part", "status"), [("staff", 403), ("other_deputy", 404), ("handler", 403)])
def test_the_rating_page_is_the_proposers(cast, part, status):
    matter = replied(cast)
    assert cast.client(part).get(reverse("matters_rate", args=[matter.public_id])).status_code == status


@pytest.mark.usefixtures("_in_may")
def test_a_resident_reads_where_it_stands_and_rates_with_the_code(cast):
    matter, code = request_of_resident(cast)
    page = reverse("matters_mine_of", args=[plain(code)])
    assert "已经受理,正在确定由哪个单位办理。" in Client().get(page).content.decode()
    handed_over(cast, matter)
    assert "青禾镇人民政府正在办理,应在" in Client().get(page).content.decode()
    answered(matter, text="六盏路灯已装好。")
    html = Client().get(page).content.decode()
    assert "六盏路灯已装好。" in html
    assert "请在2026年6月15日前评价" in html
    rate = reverse("matters_mine_rate", args=[plain(code)])
    refused = Client().post(rate, {**RATING, "comment": ""}).content.decode()
    assert "请写明具体意见" in refused
    assert Client().post(rate, RATING).status_code == 302
    assert Client().post(rate, RATING).status_code == 302
    assert (Rating.objects.count(), Rating.objects.get().rated_by) == (1, "反映人")
    assert "您不满意上一次答复,青禾镇人民政府正在重新办理" in Client().get(page).content.decode()


@pytest.mark.usefixtures("_in_may")
def test_a_reply_that_is_not_public_is_not_shown(cast):
    matter, code = request_of_resident(cast)
    answered(handed_over(cast, matter), text="内部情况", is_public=False)
    assert "内部情况" not in Client().get(reverse("matters_mine_of", args=[plain(code)])).content.decode()


@pytest.mark.usefixtures("_in_may")
def test_a_resident_reads_the_whole_reply_without_what_is_private(cast):
    matter, code = request_of_resident(cast)
    other, merged = request_of_resident(cast)
    other.submission.merged_into = matter.submission
    other.submission.save()
    text = f"{'已逐段查看。' * 100}有事请找村民王强,电话13800001234。赵大姐反映的六盏路灯已装好。"
    answered(handed_over(cast, matter), text=text)
    html = Client().get(reverse("matters_mine_of", args=[plain(code)])).content.decode()
    assert "已逐段查看。" * 100 in html
    assert "村民王某某,电话138********。赵某大姐反映的六盏路灯已装好。" in html
    assert "赵某某反映的六盏" in Client().get(reverse("matters_mine_of", args=[plain(merged)])).content.decode()


@pytest.mark.usefixtures("_in_may")
def test_who_said_the_same_reads_along_but_does_not_rate(cast):
    matter, _ = request_of_resident(cast)
    other, code = request_of_resident(cast)
    other.submission.merged_into = matter.submission
    other.submission.save()
    answered(handed_over(cast, matter), text="六盏路灯已装好。")
    html = Client().get(reverse("matters_mine_of", args=[plain(code)])).content.decode()
    assert "六盏路灯已装好。" in html
    assert "请您评价" not in html
    assert Client().post(reverse("matters_mine_rate", args=[plain(code)]), RATING).status_code == 200
    assert not Rating.objects.exists()


def test_wrong_codes_get_one_answer_and_are_counted(cast):
    request_of_resident(cast)
    wrong = [reverse("matters_mine_rate", args=[code]) for code in ("AAAABBBBCCCC", "x", "2345ABCD2345")]
    client = Client()
    assert {client.post(path, RATING).status_code for path in wrong} == {404}
    for _ in range(30):
        client.post(wrong[0], RATING)
    assert client.get(reverse("matters_mine_of", args=["AAAABBBBCCCC"])).status_code == 429


@pytest.fixture
def late(cast):
    """Two late at one unit, one running; one late at another unit of the town."""
    other = make.make_unit(cast.town, "department", "镇规划建设办")
    for at in (moment(1, 5), moment(2, 5), moment(5, 5)):
        handed_over(cast, suggestion(cast, at=at), at=at)
    handed_over(cast, suggestion(cast, at=moment(2, 10)), other, at=moment(2, 10))
    return other


def test_the_leader_sees_what_is_late_where_and_since_when(cast, late):
    watch = watch_of(cast.district.path, date(2026, 5, 20))
    assert (watch.late, watch.base) == (3, 4)
    assert [(row.name, row.late, row.base, row.since) for row in watch.units] == [
        ("青禾镇人民政府", 2, 3, date(2026, 3, 5)), ("镇规划建设办", 1, 1, date(2026, 4, 10)),
    ]  # fmt: skip
    assert [(row.name, row.late, row.base, row.share) for row in watch.places] == [("青禾镇", 3, 4, "75.0%")]
    assert watch.worst[0].due_ground.startswith("2个月")
    assert watch_of(cast.other_town.path, date(2026, 5, 20)).late == 0


@pytest.mark.usefixtures("_in_may")
def test_the_leader_goes_from_a_unit_down_to_the_matter(cast, late):
    client = cast.client("leader")
    html = client.get(reverse("matters_watch")).content.decode()
    assert "截至2026年5月20日 09:00" in html
    link = f"{reverse('matters_late')}?unit={late.public_id}"
    assert link in html
    listed = client.get(link).content.decode()
    assert "共 1 条" in listed
    assert "/matters/items/" in listed


@pytest.mark.usefixtures("_in_may")
def test_the_leaders_page_takes_few_queries(cast, late, django_assert_max_num_queries):
    client = cast.client("leader")
    client.get(reverse("matters_watch"))
    with django_assert_max_num_queries(25):
        client.get(reverse("matters_watch"))


def test_what_the_office_left_lying_is_shown_too(cast):
    suggestion(cast, at=moment(1, 5))
    (row,) = watch_of(cast.town.path, date(2026, 5, 20)).offices
    assert (row.name, row.late, row.base, row.since) == ("青禾镇", 1, 1, date(2026, 1, 19))


@pytest.mark.usefixtures("_in_may")
def test_statistics_are_shown_with_their_definition_and_moment_and_saved(cast):
    replied(cast)
    client, page = cast.client("leader"), reverse("matters_statistics")
    html = client.get(page).content.decode()
    assert "截至2026年5月20日 09:00" in html
    assert "提交人大办公室的件数" in html
    earlier = client.get(page, {"as_of": "2026-05-17T12:00"}).content.decode()
    assert "截至2026年5月17日 12:00" in earlier
    assert client.get(page, {"area": "nonsense", "since": "昨天"}).status_code == 200
    file = reverse("matters_statistics_file")
    for given, kind in (({}, "spreadsheetml"), ({"format": "pdf"}, "pdf"), ({"format": "docx"}, "wordprocessingml")):
        assert kind in client.get(file, given).headers["Content-Type"]


@pytest.mark.usefixtures("_in_may")
def test_a_moment_to_come_is_now(cast):
    html = cast.client("leader").get(reverse("matters_statistics"), {"as_of": "2099-01-01T00:00"}).content.decode()
    assert "截至2026年5月20日 09:00" in html


def test_the_units_own_towns_matters_only(cast):
    """What a leader of one town sees of a unit is what was handed over in that town."""
    answered(handed_over(cast, suggestion(cast)), at=REPLIED)
    assert government().name not in {row.name for row in watch_of(cast.town.path, date(2026, 9, 1)).units}
