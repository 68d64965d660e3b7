"""Pages of a call for clues: the public's, the deputies', and those on which staff plan it."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.congress.matters.models import Submission
from apps.congress.matters.services import Proposer
from apps.foundation.core.errors import WrongState
from apps.systems.livelihood_projects.models import Clue, Collection
from apps.systems.livelihood_projects.services import collecting
from tests.systems.livelihood_projects.pages import at, noon, text
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.pool import BUS, LAMP

__all__ = ["noon"]


def test_the_public_reads_the_public_pages_without_signing_in(pool):
    pool.clue(proposer=Proposer("resident", None, "赵大姐", "19900001101"))
    pages = [
        reverse("livelihood_public"),
        at("livelihood_public_season", pool.season),
        at("livelihood_collect", pool.call),
    ]
    for page in pages:
        shown = text(Client().get(page))
        assert "青禾镇2027年民生实事项目" in shown
        assert "赵大姐" not in shown
        assert "19900001101" not in shown


def hand_in(call, browser=None, **values):
    given = {"area": call.season.body.area.public_id, "text": LAMP, "place": "三组", "name": "", "phone": ""}
    return (browser or Client()).post(at("livelihood_collect", call), given | values)


def test_a_resident_hands_in_and_finds_it_by_code(pool):
    browser = Client()
    response = hand_in(pool.call, browser)
    assert response.headers["Location"] == reverse("matters_done")
    clue = Clue.objects.get()
    assert (clue.submission.channel, clue.submission.purpose, clue.state) == (
        "online",
        "livelihood.collection",
        "collected",
    )
    done = text(browser.get(reverse("matters_done")))
    assert clue.submission.number in done


def test_a_poster_is_a_channel_of_its_own(pool):
    url = f"{at('livelihood_collect', pool.call)}?by=scan"
    Client().post(url, {"area": pool.season.body.area.public_id, "text": LAMP})
    assert Clue.objects.get().submission.channel == "scan"


def test_who_was_still_writing_when_the_call_ended_keeps_the_text_and_hears_where_to_go(pool):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    shown = text(hand_in(pool.call))
    assert LAMP in shown
    assert "本次征集已结束,没有提交成功。您写的内容都还在" in shown
    assert f'action="{at("matters_tell", pool.season.body.area)}"' in shown
    assert not Submission.objects.exists()


def test_the_same_text_goes_to_the_general_page_with_one_press(pool):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    area = pool.season.body.area
    response = Client().post(reverse("matters_tell", args=[area.public_id]), {"area": area.public_id, "text": LAMP})
    assert response.headers["Location"] == reverse("matters_done")
    assert Submission.objects.get().purpose == ""


def test_after_the_call_its_address_says_that_it_is_over(pool):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    response = Client().get(at("livelihood_collect", pool.call))
    assert (response.status_code, "本次征集已经结束" in text(response)) == (200, True)


def test_a_call_that_was_never_opened_has_no_public_page(town):
    season = town.season()
    collecting.collection_set(
        season=season, opens_on=NOON.date(), closes_on=NOON.date(), appeal="请提", channels=["online"], by=town.staff,
        at=NOON,
    )  # fmt: skip
    assert Client().get(at("livelihood_collect", Collection.objects.get())).status_code == 404


def test_a_place_outside_the_area_is_refused_in_words(pool, cast):
    shown = text(hand_in(pool.call, area=cast.other_town.public_id))
    assert "请选择列表中的地点" in shown
    assert LAMP in shown


def test_staff_plan_a_late_start_and_are_warned_with_the_source(town, cast):
    season = town.season()
    typed = {"opens_on": "2026-03-01", "closes_on": "2026-04-30", "appeal": "请提", "channels": ["online", "scan"]}
    client = cast.client("staff")
    response = client.post(at("livelihood_season_collection_set", season), typed, follow=True)
    assert "应当在2026年第3季度启动" in text(response)
    assert "重庆市人大常委会关于区县乡镇实施民生实事项目人大代表票决制的决定" in text(response)
    client.post(at("livelihood_season_collection_open", season))
    assert "第3季度启动" not in text(client.get(at("livelihood_collection", season)))


def test_dates_in_the_wrong_order_are_named_and_nothing_typed_is_lost(town, cast):
    typed = {"opens_on": "2026-04-01", "closes_on": "2026-03-01", "appeal": "请提愿望", "channels": ["online"]}
    shown = text(cast.client("staff").post(at("livelihood_season_collection_set", town.season()), typed))
    assert "截止日期不能早于开始日期" in shown
    assert "请提愿望" in shown


def test_a_deputy_hands_in_for_residents_and_sees_what_became_of_it(pool, cast):
    client = cast.client("deputy")
    typed = {"area": pool.season.body.area.public_id, "text": BUS, "name": "钱大爷", "phone": ""}
    client.post(at("livelihood_clue_bring", pool.call), typed)
    clue = Clue.objects.get()
    assert clue.submission.collected_by == cast.people["deputy"]
    assert "已收入青禾镇2027年民生实事项目线索库" in text(client.get(reverse("livelihood_brought_clues")))


def test_a_deputy_of_another_town_finds_no_such_call(pool, cast):
    assert cast.client("other_deputy").get(at("livelihood_clue_bring", pool.call)).status_code == 404


@pytest.mark.parametrize("part", ["deputy", "staff"])
def test_members_and_the_office_are_sent_to_pages_of_their_own_after_the_call(pool, cast, part):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    with pytest.raises(WrongState, match="请改在“意见建议”中反映、登记"):
        pool.clue(by=cast.actor(part, NOON.date()))
