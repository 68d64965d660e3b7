"""Pages of clues: the register, sorting, merging, and what becomes of one."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from apps.office.files.models import Attachment
from apps.systems.livelihood_projects.models import Clue
from apps.systems.livelihood_projects.services import studying
from tests.systems.livelihood_projects.pages import at, noon, text
from tests.systems.livelihood_projects.place import NOON
from tests.systems.livelihood_projects.pool import BUS, LAMP

__all__ = ["noon"]
CLUE_PAGES = ["livelihood_clue_sort", "livelihood_clue_merge", "livelihood_clue_end", "livelihood_clue_study"]


@pytest.mark.parametrize("name", ["livelihood_clue", *CLUE_PAGES])
@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("other_staff", 404), ("deputy", 403), ("handler", 403)])
def test_pages_of_a_clue_are_for_the_office_of_its_area(pool, cast, name, part, status):
    pool.clue()
    pool.clue(title="另一件")
    assert cast.client(part).get(at(name, Clue.objects.first())).status_code == status


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


def test_a_kept_clue_becomes_a_candidate_whose_page_is_filled_in(pool, cast):
    clue = pool.kept()
    response = cast.client("staff").post(at("livelihood_clue_nominate", clue), {"name": "新民村道路照明"}, follow=True)
    assert "安装路灯40盏" in text(response)
    assert pool.season.projects.get().origin == "群众提出(1件)"


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
