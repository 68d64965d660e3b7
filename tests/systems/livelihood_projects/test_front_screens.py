"""Pages of the front of a season before their audiences, its papers and its figures."""

import pytest
from django.test import Client

from apps.foundation.core import registry
from apps.office.documents.models import Document
from apps.systems.livelihood_projects.models import Clue, Collection, Season
from apps.systems.livelihood_projects.services import collecting, consulting
from tests import factories as make
from tests.systems.livelihood_projects.pages import at, noon, text
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.pool import pool_of

__all__ = ["noon"]
SEASON_PAGES = [
    "livelihood_collection", "livelihood_season_clues", "livelihood_season_consultations", "livelihood_funnel",
    "livelihood_funnel_xlsx",
]  # fmt: skip
KEEPER_PAGES = [
    "livelihood_season_collection_set", "livelihood_season_collection_poster", "livelihood_season_clue_enter",
    "livelihood_season_clues_sort", "livelihood_season_consultation_create",
]  # fmt: skip
SEASON_ACTS = [
    "livelihood_season_collection_open", "livelihood_season_collection_close", "livelihood_season_collection_notice",
    "livelihood_season_clues_paper", "livelihood_season_study", "livelihood_season_study_paper",
]  # fmt: skip


@pytest.mark.parametrize("name", SEASON_PAGES + KEEPER_PAGES)
@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("other_staff", 404), ("deputy", 403), ("handler", 403)])
def test_pages_of_a_season_are_for_the_office_of_its_area(pool, cast, name, part, status):
    pool.clue(category="")
    assert cast.client(part).get(at(name, pool.season)).status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [*((name, 200) for name in SEASON_PAGES), *((name, 403) for name in KEEPER_PAGES)]
)
def test_a_leader_looks_on(pool, cast, name, status):
    assert cast.client("leader").get(at(name, pool.season)).status_code == status


@pytest.mark.parametrize("name", SEASON_ACTS)
def test_the_other_town_can_do_nothing(pool, cast, name):
    assert cast.client("other_staff").post(at(name, pool.season)).status_code == 404
    assert cast.client("leader").post(at(name, pool.season)).status_code == 403
    assert Collection.objects.get().closed_at is None
    assert not Document.objects.exists()


def test_a_season_nobody_was_told_of_is_not_public(town):
    assert Client().get(at("livelihood_public_season", town.season())).status_code == 404


def test_candidates_are_public_once_sent_and_the_result_once_announced(town):
    season = town.drafted()
    assert Client().get(at("livelihood_public_season", season)).status_code == 404
    season = town.send(season)
    shown = text(Client().get(at("livelihood_public_season", season)))
    assert ("修路" in shown, "票决结果" in shown) == (True, False)
    town.announced(season)
    assert "票决,确定下列2个项目" in text(Client().get(at("livelihood_public_season", season)))


def test_each_paper_of_the_front_is_drafted_from_its_page(pool, cast):
    clue, client = pool.kept(), cast.client("staff")
    client.post(at("livelihood_season_collection_notice", pool.season))
    client.post(at("livelihood_season_clues_paper", pool.season))
    client.post(at("livelihood_clue_paper", clue))
    client.post(at("livelihood_season_study_paper", pool.season))
    assert set(Document.objects.values_list("kind", flat=True)) == {
        "livelihood_collection_notice", "livelihood_clue_register", "livelihood_feasibility_sheet",
        "livelihood_consultation_minutes", "livelihood_study_request",
    }  # fmt: skip
    for document in Document.objects.all():
        assert client.get(document.get_absolute_url()).status_code == 200


def test_a_street_never_reads_the_words_of_a_congress(street, cast):
    pool = pool_of(street)
    clue = pool.kept()
    client = cast.client("street_staff")
    shown = text(client.get(at("livelihood_public_season", pool.season))) + text(
        client.get(pool.season.get_absolute_url())
    )
    assert not {"票决", "审议"} & {shown[place : place + 2] for place in range(len(shown))}
    shown += text(client.get(at("livelihood_season_consultations", pool.season)))
    assert "党工委研究" in shown
    assert "党委研究" not in shown
    assert "党工委研究" in pool.told(clue)[-1]
    client.post(at("livelihood_season_study_paper", pool.season))
    assert "拟在党工委研究同意后" in str(Document.objects.get(kind="livelihood_study_request").tree)
    assert "票决" not in str(Document.objects.get(kind="livelihood_study_request").tree)
    assert clue.season.words.vote == "票选"


def test_a_season_shows_how_far_its_front_has_come(pool, cast):
    pool.kept()
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    shown = text(cast.client("staff").get(Season.objects.get().get_absolute_url()))
    assert '<li class="is-done"><i class="ti ti-check" aria-hidden="true"></i>征集</li>' in shown
    assert '<li class="is-current" aria-current="step">党委研究</li>' in shown
    assert "党委尚未研究同意" in shown


def test_the_leader_s_page_counts_the_clues(pool, cast):
    pool.clue()
    [system] = [one for one in registry.systems() if one.slug == "livelihood_projects"]
    figures = system.figures(cast.actor("leader"), NOON.date())
    assert {figure.title: figure.value for figure in figures}["征集到的线索"] == 1


def test_candidates_entered_by_hand_are_laid_before_the_party_committee_from_the_page(town, cast):
    season, client = town.drafted(), cast.client("staff")
    make.make_unit(cast.town, "party_committee", "中共青禾镇委员会")
    assert "候选项目送达代表之前,须经党委研究同意。" in text(client.get(season.get_absolute_url()))
    assert "提请党委研究" in text(client.get(at("livelihood_season_consultations", season)))
    response = client.post(at("livelihood_season_study", season), follow=True)
    assert "青禾镇2027年民生实事项目候选项目建议" in text(response)
    assert "登记研究结果" in text(client.get(season.get_absolute_url()))


def test_each_step_of_the_front_names_the_next(pool, cast):
    client, page = cast.client("staff"), pool.season.get_absolute_url()
    pool.studied()
    assert "已收到1件" in text(client.get(page))
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    assert "还有1件线索没有办结" in text(client.get(page))
    held = pool.consultation()
    assert "第1次会商正在进行,还有1件没有结论" in text(client.get(page))
    pool.conclude(held, Clue.objects.get(), "keep")
    consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)
    assert "须经党委研究同意" in text(client.get(page))
    pool.place.studied(pool.season)
    assert "初选名单还有1件没有列为候选项目" in text(client.get(page))
