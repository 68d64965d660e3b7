"""The pages of the star rating: what each audience reads and does there, on a desk or on a phone."""

from datetime import date
from http import HTTPStatus
from io import BytesIO

import pytest
from django.forms import FileField
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.core import registry
from apps.systems.deputy_stations.models import ItemScore, RatingRound, RatingStandard, Star, Station
from apps.systems.deputy_stations.selectors import rating_desk
from apps.systems.deputy_stations.services.rating import raters_set
from tests.systems.deputy_stations.rated import TODAY, Rated, at, marks, rated_of


@pytest.fixture
def rated(cast, settings, tmp_path, time_machine_today) -> Rated:
    settings.MEDIA_ROOT = tmp_path
    return rated_of(cast)


@pytest.fixture
def time_machine_today():
    import time_machine  # noqa: PLC0415

    with time_machine.travel(at(), tick=False):
        yield


def posted(form) -> dict:
    """What a browser sends back of a form as it stands."""
    typed = [bound for bound in form if not isinstance(bound.field, FileField)]
    return {bound.html_name: "" if bound.value() is None else bound.value() for bound in typed}


def test_the_office_begins_with_the_usual_standard_and_puts_it_in_force(rated):
    browser = rated.cast.client("district_staff")
    answer = browser.post(reverse("deputy_stations_standard_new"))
    standard = RatingStandard.objects.get()
    assert answer["Location"] == reverse("deputy_stations_standard_change", args=[standard.public_id])
    page = browser.get(answer["Location"])
    editor = page.context["editor"]
    data = {**posted(editor.head), **posted(editor.rows.management_form)}
    for row in editor.rows:
        data |= posted(row)
    data["items-0-title"] = "有固定场所"
    answer = browser.post(page.request["PATH_INFO"], data)
    assert answer.status_code == HTTPStatus.FOUND
    assert standard.items.get(number=1).title == "有固定场所"
    assert standard.items.count() == 27
    browser.post(reverse("deputy_stations_standard_force", args=[standard.public_id]))
    assert "启用" in browser.get(standard.get_absolute_url()).content.decode()


def test_a_standard_that_does_not_make_a_hundred_keeps_what_was_typed(rated):
    browser = rated.cast.client("district_staff")
    page = browser.get(browser.post(reverse("deputy_stations_standard_new"))["Location"])
    editor = page.context["editor"]
    data = {**posted(editor.head), **posted(editor.rows.management_form)}
    for row in editor.rows:
        data |= posted(row)
    data |= {"items-0-title": "场所", "items-0-points": "5.55", "items-1-dimension": ""}
    text = browser.post(page.request["PATH_INFO"], data).content.decode()
    assert "请填写维度" in text
    assert 'value="5.55"' in text


def test_a_rater_scores_on_the_page_with_a_photo_and_is_told_what_is_undecided(rated, photo):
    rated.standard()
    rating = rated.to_site(rated.rating(rated.round(), rated.stations[0]))
    rater = rated.raters[1]
    raters_set(round_=rating.round, ratings=[rating], people=rated.raters[1:], by=rated.by, at=at())
    browser = rated.cast.client("district_staff")
    browser.force_login(rater.user)
    url = reverse("deputy_stations_score", args=[rating.public_id, "site"])
    page = browser.get(url)
    data = posted(page.context["form"])
    text = browser.post(url, {**data, "hand_in": "1"}).content.decode()
    assert "“工作经费有保障”无数据,请人工打分。" in text
    data |= {f"p{number}": "0" for number in (2, 14, 16, 17, 20)}
    data |= {f"p{number}": str(mark.points) for number, mark in marks().items()}
    browser.post(url, {**data, "f9": photo, "hand_in": "1"})
    assert rating.raters.get(person=rater).submitted_at
    assert ItemScore.objects.get(rating=rating, stage="site", item__number=9, rater=rater).points == 3
    assert browser.get(url).status_code == HTTPStatus.OK


@pytest.fixture
def photo():
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    file = BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, "JPEG")
    return SimpleUploadedFile("现场.jpg", file.getvalue(), "image/jpeg")


def test_a_town_is_offered_nothing_of_what_the_district_alone_may_do(rated):
    """Neither a standard, a round nor a lower star of its own station, which would be on the desk of the district."""
    rated.standard()
    star = Star.objects.create(
        station=rated.stations[0], stars=4, starts_on=TODAY, decision_number="示例人发〔2026〕1号", created_at=at()
    )
    lower = reverse("deputy_stations_lowering_new", args=[star.public_id])
    town, district = rated.cast.client("staff"), rated.cast.client("district_staff")
    for name, offered in (("stars", "提出降级"), ("rounds", "启动评定"), ("standards", "拟定新版本")):
        page = reverse(f"deputy_stations_{name}")
        assert offered not in town.get(page).content.decode()
        assert offered in district.get(page).content.decode()
    refused = {lower: HTTPStatus.FORBIDDEN, reverse("deputy_stations_round_new"): HTTPStatus.NOT_FOUND}
    for url, status in refused.items():
        assert town.get(url).status_code == status
        assert district.get(url).status_code == HTTPStatus.OK


def test_a_script_in_a_reason_is_shown_as_text(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    rated.to_site(rating, {**marks(), 13: marks(i13=1)[13].__class__(marks(i13=1)[13].points, "<script>x</script>")})
    text = rated.cast.client("staff").get(rating.get_absolute_url()).content.decode()
    assert "&lt;script&gt;x" in text
    assert "<script>x" not in text


def test_who_is_no_rater_does_not_open_the_page_of_a_rater(rated):
    rated.standard()
    rating = rated.to_site(rated.rating(rated.round(), rated.stations[0]))
    url = reverse("deputy_stations_score", args=[rating.public_id, "site"])
    assert rated.cast.client("staff").get(url).status_code == HTTPStatus.FORBIDDEN
    assert rated.cast.client("other_staff").get(url).status_code == HTTPStatus.NOT_FOUND
    assert rated.cast.client("deputy").get(url).status_code == HTTPStatus.NOT_FOUND


def test_a_town_reviews_its_own_and_does_not_open_rounds(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    town = rated.cast.client("staff")
    assert town.get(reverse("deputy_stations_round_new")).status_code == HTTPStatus.NOT_FOUND
    assert town.get(rating.round.get_absolute_url()).status_code == HTTPStatus.OK
    submit = reverse("deputy_stations_round_submit", args=[rating.round.public_id])
    assert town.post(submit).status_code == HTTPStatus.FORBIDDEN


def test_the_whole_way_on_pages_from_the_results_to_the_stars(rated):
    rated.standard()
    round_ = rated.round()
    for station in rated.stations[:3]:
        rated.scored(rated.rating(round_, station), marks(), marks())
    browser = rated.cast.client("district_staff")
    for rating in round_.ratings.filter(state="self"):
        browser.post(reverse("deputy_stations_rating_drop", args=[rating.public_id]), {"reason": "改造"})
    page = browser.get(round_.get_absolute_url()).content.decode()
    assert "提请主任会议研究" in page
    rated.studied(round_)
    body = (
        browser.get(reverse("deputy_stations_round_publish", args=[round_.public_id])).context["form"]["body"].value()
    )
    browser.post(reverse("deputy_stations_round_publish", args=[round_.public_id]), {"body": body})
    round_.refresh_from_db()
    assert round_.state == "published"
    sheet = load_workbook(
        BytesIO(b"".join(browser.get(reverse("deputy_stations_round_xlsx", args=[round_.public_id]))))
    ).active
    assert sheet.max_row == 4
    assert browser.get(reverse("deputy_stations_round_results", args=[round_.public_id])).status_code == HTTPStatus.OK
    for kind in ("notice", "decision", "plaques"):
        for ending in ("pdf", "docx"):
            url = reverse("deputy_stations_round_paper", args=[round_.public_id, kind, ending])
            assert browser.get(url).status_code == HTTPStatus.OK


def test_everybody_is_reminded_of_their_stage(rated):
    rated.standard()
    round_ = rated.round()
    rated.to_site(rated.rating(round_, rated.stations[0]))
    assert [item.title for item in rating_desk.todo(rated.by, TODAY)] == [f"安排评审员:{round_}"]
    keys = {one.key for one in rating_desk.deadlines(TODAY)}
    assert len(keys) == 12
    assert {key.rpartition(":")[2] for key in keys} == {"self", "site"}


def test_stars_of_an_earlier_year_are_offered_to_be_rated_again_from_autumn_until_a_round_has_begun(rated):
    for station, day in zip(rated.stations, (date(2024, 4, 1), date(2025, 4, 1)), strict=False):
        Star.objects.create(station=station, stars=5, starts_on=day, decision_number="号", created_at=at())
    autumn = date(2025, 10, 8)
    offered = [item for item in rating_desk.todo(rated.by, autumn) if "复评" in item.title]
    assert [item.title for item in offered] == ["启动2025年度复评:1个星级家站"]
    assert offered[0].url == reverse("deputy_stations_round_new")
    assert [item for item in rating_desk.todo(rated.by, date(2025, 9, 30)) if "复评" in item.title] == []
    assert [item for item in rating_desk.todo(rated.cast.actor("staff"), autumn) if "复评" in item.title] == []
    rated.standard()
    rated.round()
    assert [item for item in rating_desk.todo(rated.by, autumn) if "复评" in item.title] == []


def test_the_end_of_stars_of_a_closed_station_is_nobody_s_deadline(rated):
    rated.standard()
    rating = rated.rating(rated.round(), rated.stations[0])
    star = Star.objects.create(
        station=rating.station, stars=5, starts_on=TODAY, until=date(2028, 3, 20), decision_number="号", rating=rating,
        created_at=at(),
    )  # fmt: skip
    ends = f"stations.stars_end:{rating.round.public_id}:{star.until}"
    assert ends in {one.key for one in rating_desk.deadlines(TODAY)}
    Station.objects.filter(pk=rating.station_id).update(closed_on=TODAY, close_reason="合并")
    assert ends not in {one.key for one in rating_desk.deadlines(TODAY)}


def test_what_a_measure_counts_is_what_its_list_shows(rated):
    for number, stars in ((0, 5), (1, 5), (2, 4)):
        Star.objects.create(
            station=rated.stations[number], stars=stars, starts_on=TODAY, decision_number="号", created_at=at()
        )
    measures = {one.slug: one for one in registry.measures().values() if one.slug.startswith("stations_")}
    measure, district = measures["stations_five_stars"], rated.cast.district
    assert sum(measure.count(district.path, TODAY).values()) == 2
    page = rated.cast.client("district_staff").get(measure.list_url(district))
    assert page.context["page"].paginator.count == 2


def test_the_list_of_ratings_asks_as_little_for_many_as_for_few(rated, django_assert_max_num_queries):
    rated.standard()
    rated.round()
    browser = rated.cast.client("district_staff")
    browser.get(reverse("deputy_stations_ratings"))
    with django_assert_max_num_queries(14):
        browser.get(reverse("deputy_stations_ratings"))


def test_double_sent_a_round_is_opened_once(rated):
    rated.standard()
    browser = rated.cast.client("district_staff")
    form = browser.get(reverse("deputy_stations_round_new")).context["form"]
    data = {**posted(form), "tiers": ["station"], "self_due": "2026-04-01", "first_due": "2026-04-02"}
    data |= {"site_due": "2026-04-03", "starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    for _ in range(2):
        assert browser.post(reverse("deputy_stations_round_new"), data).status_code == HTTPStatus.FOUND
    assert RatingRound.objects.count() == 1
