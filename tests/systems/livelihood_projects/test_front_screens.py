"""Pages of the front before their audiences, the public's among them."""

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from apps.congress.matters.models import Submission
from apps.congress.matters.services import Proposer, submission_withdraw
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.office.documents.models import Document
from apps.office.files.models import Attachment
from apps.systems.livelihood_projects.models import Clue, Collection, Consultation, Season
from apps.systems.livelihood_projects.services import collecting, consulting, studying
from tests import factories as make
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.pool import BUS, LAMP, pool_of

SEASON_PAGES = [
    "livelihood_collection", "livelihood_season_clues", "livelihood_season_consultations", "livelihood_funnel",
    "livelihood_funnel_xlsx",
]  # fmt: skip
KEEPER_PAGES = [
    "livelihood_season_collection_set", "livelihood_season_collection_poster", "livelihood_season_clue_enter",
    "livelihood_season_clues_sort", "livelihood_season_consultation_create",
]  # fmt: skip
CLUE_PAGES = ["livelihood_clue_sort", "livelihood_clue_merge", "livelihood_clue_end", "livelihood_clue_study"]
SEASON_ACTS = [
    "livelihood_season_collection_open", "livelihood_season_collection_close", "livelihood_season_collection_notice",
    "livelihood_season_clues_paper", "livelihood_season_study", "livelihood_season_study_paper",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield


def at(name, thing):
    return reverse(name, args=[thing.public_id])


def text(response):
    return response.content.decode()


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


@pytest.mark.parametrize("name", ["livelihood_clue", *CLUE_PAGES])
@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("other_staff", 404), ("deputy", 403), ("handler", 403)])
def test_pages_of_a_clue_are_for_the_office_of_its_area(pool, cast, name, part, status):
    pool.clue()
    pool.clue(title="另一件")
    assert cast.client(part).get(at(name, Clue.objects.first())).status_code == status


@pytest.mark.parametrize("name", SEASON_ACTS)
def test_the_other_town_can_do_nothing(pool, cast, name):
    assert cast.client("other_staff").post(at(name, pool.season)).status_code == 404
    assert cast.client("leader").post(at(name, pool.season)).status_code == 403
    assert Collection.objects.get().closed_at is None
    assert not Document.objects.exists()


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


def test_the_register_is_searched_filtered_and_exported(pool, cast):
    pool.clue()
    pool.clue(BUS, "公交", channel="deputy", category="transport")
    client, url = cast.client("staff"), at("livelihood_season_clues", pool.season)
    assert "公交" not in text(client.get(url, {"q": "路灯"}))
    assert "装路灯" not in text(client.get(url, {"channel": "deputy", "category": "transport"}))
    sheet = load_workbook(BytesIO(b"".join(client.get(url, {"export": "xlsx"}).streaming_content))).active
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"装路灯", "公交", "代表收集", LAMP} <= cells


def test_many_clues_are_put_under_categories_at_once(pool, cast):
    lamp, bus = pool.clue(category=""), pool.clue(BUS, "公交", category="")
    client, url = cast.client("staff"), at("livelihood_season_clues_sort", pool.season)
    page = text(client.get(url))
    assert page.count("selected") == 2
    typed = {f"category_{lamp.public_id.hex}": "municipal", f"category_{bus.public_id.hex}": "transport"}
    client.post(url, typed)
    assert dict(Clue.objects.values_list("title", "category")) == {"装路灯": "municipal", "公交": "transport"}


def test_a_duplicate_is_merged_from_the_page_with_one_press(pool, cast):
    clue, other = pool.clue(), pool.clue("新民村三组到小学那条路晚上没有路灯,学生走路不安全", "路灯")
    client = cast.client("staff")
    assert "可能重复(1)" in text(client.get(clue.get_absolute_url()))
    client.post(at("livelihood_clue_merge", clue), {"into": other.submission.number, "reason": "反映的是同一件事"})
    assert pool.fresh(clue).merged_into == other


@pytest.mark.parametrize("number", ["999", "²", "一", "-1", "9" * 16])
def test_an_unknown_number_is_named_and_the_reason_kept(pool, cast, number):
    typed = {"into": number, "reason": "同一条路"}
    shown = text(cast.client("staff").post(at("livelihood_clue_merge", pool.clue()), typed))
    assert f"本年度没有编号为{number}的线索" in shown
    assert "同一条路" in shown


@pytest.mark.parametrize(("part", "status"), [("handler", 200), ("staff", 403), ("deputy", 403)])
def test_a_unit_sees_only_what_it_was_asked_about(pool, cast, part, status):
    clue = pool.clue(proposer=Proposer("resident", None, "赵大姐", "19900001101"))
    assert cast.client("handler").get(at("livelihood_unit_clue", clue)).status_code == 404
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    response = cast.client(part).get(at("livelihood_unit_clue", clue))
    assert response.status_code == status
    assert "赵大姐" not in text(response)


def test_a_handler_finds_the_sheet_in_the_list_of_things_to_do_and_fills_it_in(pool, cast):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    client = cast.client("handler")
    assert "填写可行性论证表:装路灯" in text(client.get("/"))
    typed = {
        **pool.sheet(estimate="12", responsible_unit=pool.place.office.public_id), "conclusion": "feasible",
        **{f"scope_{question}": "yes" for question in
           ("inclusive", "basic", "public_benefit", "fiscal", "within_year", "no_burden", "not_assigned")},
    }  # fmt: skip
    response = client.post(at("livelihood_clue_feasibility", clue), typed)
    assert response.status_code == 302
    sheet = pool.fresh(clue).feasibility
    assert (sheet.conclusion, sheet.estimate, sheet.filled_by) == ("feasible", 120000, "示例handler")
    assert "填写可行性论证表" not in text(client.get("/"))


def test_what_a_sheet_lacks_is_named_and_nothing_typed_is_lost(pool, cast):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    typed = {"content": "安装路灯40盏", "conclusion": "feasible", "opinion": "可行"}
    shown = text(cast.client("handler").post(at("livelihood_clue_feasibility", clue), typed))
    assert "请填写资金来源。" in shown
    assert "安装路灯40盏" in shown


def test_a_unit_that_was_only_asked_gives_its_opinion(pool, cast):
    clue, office = pool.clue(), cast.town.units.get(kind="town_congress")
    studying.clue_study(clue=clue, unit=office, others=[pool.place.office], by=pool.place.staff, at=NOON)
    client = cast.client("handler")
    client.post(at("livelihood_unit_clue", clue), {"text": "同意,建议与道路改造同步"})
    assert clue.opinions.get().text == "同意,建议与道路改造同步"
    assert client.get(at("livelihood_clue_feasibility", clue)).status_code == 403


def line_of(clue):
    return clue.conclusions.get()


def typed_line(line, **values):
    return {f"{line.public_id.hex[:12]}-{name}": value for name, value in values.items()}


def test_the_table_is_worked_through_line_by_line(pool, cast):
    clue = pool.studied()
    held = pool.consultation()
    client, line = cast.client("staff"), line_of(clue)
    values = typed_line(line, verdict="keep", unit=pool.place.office.public_id, text="可以实施")
    answer = client.post(at("livelihood_conclusion_write", line), values, headers={"HX-Request": "true"})
    assert "已保存" in text(answer)
    assert "可以实施" in text(answer)
    assert line_of(clue).verdict == "keep"
    client.post(at("livelihood_consultation_close", held))
    assert pool.fresh(clue).state == "preliminary"
    assert "会商会议纪要" in text(client.get(held.get_absolute_url()))


def test_a_unit_that_spoke_at_the_table_without_a_sheet_reads_its_list(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    values = typed_line(line, verdict="", unit=pool.place.office.public_id, text="建议暂缓")
    cast.client("staff").post(at("livelihood_conclusion_write", line), values)
    page = text(cast.client("handler").get(reverse("livelihood_unit_clues")))
    assert "装路灯" in page
    assert "待论证" in page


def test_a_line_whose_opinion_is_refused_is_not_saved_by_half(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    submission_withdraw(submission=clue.submission, by=Actor.guest(), at=NOON)
    values = typed_line(line, verdict="drop", reason="重复", unit=pool.place.office.public_id, text="建议暂缓")
    shown = text(cast.client("staff").post(at("livelihood_conclusion_write", line), values))
    assert "不再征求意见" in shown
    assert line_of(clue).verdict == ""


def test_a_wrong_line_comes_back_with_what_is_wrong_and_what_was_typed(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    values = typed_line(line, verdict="drop", text="不同意")
    shown = text(
        cast.client("staff").post(at("livelihood_conclusion_write", line), values, headers={"HX-Request": "true"})
    )
    assert "请选择是哪个单位的意见" in shown
    assert "不同意" in shown
    assert line_of(clue).verdict == ""


def test_the_other_town_writes_no_conclusion(pool, cast):
    clue = pool.clue()
    held = pool.consultation()
    client = cast.client("other_staff")
    assert client.post(at("livelihood_conclusion_write", line_of(clue)), {}).status_code == 404
    assert client.get(held.get_absolute_url()).status_code == 404
    assert Consultation.objects.get().closed_at is None


def test_a_kept_clue_becomes_a_candidate_whose_page_is_filled_in(pool, cast):
    clue = pool.kept()
    response = cast.client("staff").post(at("livelihood_clue_nominate", clue), {"name": "新民村道路照明"}, follow=True)
    assert "安装路灯40盏" in text(response)
    assert pool.season.projects.get().origin == "群众提出(1件)"


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


def test_pages_full_of_clues_take_few_queries(pool, cast, django_assert_max_num_queries):
    for number in range(30):
        pool.clue(f"{LAMP}{number}", f"线索{number}", category="")
    held, client = pool.consultation(), cast.client("staff")
    for url, budget in (
        (at("livelihood_season_clues", pool.season), 14), (at("livelihood_season_clues_sort", pool.season), 10),
        (held.get_absolute_url(), 14), (at("livelihood_collection", pool.season), 14),
    ):  # fmt: skip
        with django_assert_max_num_queries(budget):
            assert client.get(url).status_code == 200


def test_a_unit_sees_the_photos_of_a_clue_it_was_asked_about(pool, cast):
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    photo = SimpleUploadedFile("路.png", picture.getvalue(), "image/png")
    typed = {"area": pool.season.body.area.public_id, "text": LAMP, "photos": [photo]}
    Client().post(at("livelihood_collect", pool.call), typed)
    clue = Clue.objects.get()
    url = reverse("livelihood_clue_photo", args=[clue.public_id, Attachment.objects.get().public_id])
    assert cast.client("handler").get(url).status_code == 404
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    assert cast.client("handler").get(url).headers["Content-Type"] == "image/jpeg"
    assert cast.client("other_staff").get(url).status_code == 404
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("part", ["deputy", "staff"])
def test_members_and_the_office_are_sent_to_pages_of_their_own_after_the_call(pool, cast, part):
    collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)
    with pytest.raises(WrongState, match="请改在“意见建议”中反映、登记"):
        pool.clue(by=cast.actor(part, NOON.date()))


def test_the_leader_s_page_counts_the_clues(pool, cast):
    pool.clue()
    assert "征集到的线索" in text(cast.client("leader").get("/"))


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
