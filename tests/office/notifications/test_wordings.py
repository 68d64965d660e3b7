"""Offices word their notices; a wording can neither break a sending nor smuggle anything in."""

import html
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import ProgrammingError, connections
from django.utils import timezone

from apps.foundation.audit.selectors import history_of
from apps.foundation.core import registry
from apps.foundation.core.errors import NotReady, WrongState
from apps.foundation.core.registry import System
from apps.office.notifications import rules, selectors, services
from apps.office.notifications.models import Notice, NoticeWording
from tests.office.notifications.conftest import PLAIN

NOW = timezone.now()
PATH = "/notices/texts/sample.plain/"
VALUES = {"title": "春季会议", "place": "礼堂"}


def word(cast, area, subject="请看:{title}", body="在{place}开会", part="operator"):
    return services.wording_set(text=PLAIN, area=area, subject=subject, body=body, by=cast.actor(part), at=NOW)


def told(cast, area, values=VALUES):
    """What a deputy reads when `area` tells them."""
    services.notice_send(
        recipients=[cast.people["deputy"].pk], key=str(Notice.objects.count()), text="sample.plain", values=values,
        area=area, by=cast.actor("staff"), at=NOW,
    )  # fmt: skip
    notice = Notice.objects.order_by("-pk")[0]
    return notice.title, notice.body


def shown(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("subject", "body", "words"),
    [
        ("{titel}", "", "标题里的{titel}不是这条通知的字段。可用的字段:{title}(会议名称)、{place}(地点)。"),
        ("好", "{place.__class__}", "内容里的{place.__class__}不是这条通知的字段"),
        ("好", "{place!r}", "{place!r}不是"),
        ("好", "{place:>9999999999}", "不是这条通知的字段"),
        ("好", "{0}", "{0}不是"),
        ("好", "{}", "{}不是"),
        ("好", "{ place }", "{ place }不是"),
        ("好", "在{place", "内容里的花括号不成对"),
        ("好", "在place}", "内容里的花括号不成对"),
        ("好", "{{place}}", "内容里的花括号不成对"),
        ("好", "{plaec}在{place", "花括号只能用来写字段。内容里的{plaec}不是这条通知的字段。可用的字段"),
        ("好", "在\uff5bplace\uff5d", "全角"),
        ("  ", "在{place}", "请填写标题"),
        ("好" * 121, "", "标题有121字,至多120字"),
        ("好", "长" * 2001, "内容有2001字,至多2000字"),
    ],
)
def test_it_refuses_words_that_could_not_be_sent(cast, subject, body, words):
    with pytest.raises(NotReady) as refused:
        word(cast, cast.town, subject, body)
    assert words in str(refused.value)
    assert not NoticeWording.objects.exists()


@pytest.mark.parametrize(
    ("subject", "body", "title", "text"),
    [
        ("{title}", "在{place}。", "春季会议", "在礼堂。"),
        ("没有字段", "", "没有字段", ""),
        ("{title}{title}", "一\n\n二", "春季会议春季会议", "一\n\n二"),
    ],
)
def test_words_are_filled(subject, body, title, text):
    assert not rules.issues_with_wording(PLAIN, subject, body)
    assert (rules.title_of(subject, VALUES), rules.filled(body, VALUES)) == (title, text)


def test_a_value_is_never_looked_at_for_fields(cast):
    assert told(cast, cast.town, {"title": "{place}\n{0}", "place": "{title}"}) == ("{place} {0}", "请准时参加")


def test_a_value_that_the_caller_forgot_fails_at_once(cast):
    with pytest.raises(KeyError, match="place"):
        told(cast, cast.town, {"title": "春季会议"})


def test_the_default_holds_where_nobody_said_otherwise(cast):
    assert told(cast, cast.town) == ("春季会议", "请准时参加")


def test_the_nearest_area_wins(cast):
    word(cast, None, body="全平台")
    assert told(cast, cast.town)[1] == "全平台"
    word(cast, cast.district, body="全区")
    word(cast, cast.other_town, body="别的镇")
    assert told(cast, cast.town)[1] == "全区"
    word(cast, cast.town, body="本镇")
    assert told(cast, cast.town)[1] == "本镇"
    assert told(cast, cast.other_town)[1] == "别的镇"
    assert told(cast, cast.street)[1] == "全区"


def test_the_newest_words_of_a_place_count_and_the_old_are_kept(cast):
    word(cast, cast.town, body="一")
    word(cast, cast.town, body="二")
    assert told(cast, cast.town)[1] == "二"
    assert NoticeWording.objects.count() == 2


def test_saving_what_already_holds_is_no_new_setting(cast):
    word(cast, cast.town, body="一")
    with pytest.raises(WrongState, match="没有改动"):
        word(cast, cast.town, body="一\r\n")
    services.wording_reset(text=PLAIN, area=cast.town, by=cast.actor("staff"), at=NOW)
    assert word(cast, cast.town, body="一").body == "一"


def test_taking_words_back_brings_what_stands_above(cast):
    word(cast, cast.district, body="全区")
    word(cast, cast.town, body="本镇")
    services.wording_reset(text=PLAIN, area=cast.town, by=cast.actor("staff"), at=NOW)
    assert told(cast, cast.town)[1] == "全区"
    services.wording_reset(text=PLAIN, area=cast.district, by=cast.actor("operator"), at=NOW)
    assert told(cast, cast.town)[1] == "请准时参加"


def test_nothing_is_taken_back_twice(cast):
    word(cast, cast.town)
    services.wording_reset(text=PLAIN, area=cast.town, by=cast.actor("staff"), at=NOW)
    with pytest.raises(WrongState, match="青禾镇没有另行设定"):
        services.wording_reset(text=PLAIN, area=cast.town, by=cast.actor("staff"), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_words_back_once(cast):
    word(cast, cast.town)
    staff, barrier, answers = cast.actor("staff"), Barrier(2), []

    def reset():
        try:
            barrier.wait()
            services.wording_reset(text=PLAIN, area=cast.town, by=staff, at=NOW)
            answers.append("taken back")
        except WrongState:
            answers.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=reset) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["refused", "taken back"]


def test_words_that_quote_a_field_of_an_older_version_give_way(cast):
    word(cast, cast.district, body="在{place}")
    registry.unregister("sample")
    newer = replace(PLAIN, fields={"title": "会议名称"})
    registry.register(System(slug="sample", title="示例系统", notice_texts=[newer]))
    assert told(cast, cast.town, {"title": "春季会议"}) == ("春季会议", "请准时参加")
    assert "字段已变,未采用" in shown(cast.client("staff").get(PATH))


def test_a_row_of_the_history_cannot_be_changed(cast):
    row = word(cast, cast.town)
    with pytest.raises(ProgrammingError, match="Cannot update"):
        NoticeWording.objects.filter(pk=row.pk).update(body="改写")


def test_markup_in_words_is_shown_as_text(cast):
    word(cast, cast.town, "<script>alert(1)</script>", "<img src=x>")
    told(cast, cast.town)
    notice = Notice.objects.get()
    pages = [
        cast.client("deputy").get(f"/notices/{notice.public_id}/"), cast.client("deputy").get("/notices/"),
        cast.client("staff").get(PATH), cast.client("staff").get("/notices/texts/"),
        cast.client("staff").get(f"/notices/deliveries/{notice.public_id}/"),
        cast.client("staff").post(f"{PATH}preview/", {"subject": "<script>alert(1)</script>", "body": "<img src=x>"}),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


def save(cast, part, area, subject="请看:{title}", body="在{place}"):
    area_id = area.public_id if area else ""
    return cast.client(part).post(PATH, {"area": area_id, "subject": subject, "body": body})


def test_staff_set_the_words_of_their_town_and_it_is_on_record(cast):
    assert save(cast, "staff", cast.town).status_code == 302
    row = NoticeWording.objects.get()
    assert (row.area, row.subject, row.set_by) == (cast.town, "请看:{title}", cast.people["staff"].user)
    sentence = "示例staff设定青禾镇“示例通知”的通知文字,标题为“请看:{title}”"
    assert [line.sentence for line in history_of(row)] == [sentence]


@pytest.mark.parametrize("part", ["leader", "handler", "deputy", "representative"])
def test_nobody_but_the_office_enters(cast, part):
    client = cast.client(part)
    assert [client.get(path).status_code for path in ("/notices/texts/", PATH)] == [403, 403]
    assert save(cast, part, cast.town).status_code == 403


@pytest.mark.parametrize("place", ["other_town", "district", None])
def test_staff_cannot_word_for_others(cast, place):
    response = save(cast, "staff", getattr(cast, place) if place else None)
    assert response.status_code == 200
    assert not NoticeWording.objects.exists()


def test_the_operator_words_for_everybody(cast):
    assert save(cast, "operator", None).status_code == 302
    assert NoticeWording.objects.get().area is None


def test_refused_words_stay_in_the_form_and_the_fields_are_listed(cast):
    page = shown(save(cast, "staff", cast.town, subject="请看{titel}", body="保留我"))
    assert "标题里的{titel}不是这条通知的字段" in page
    assert 'value="请看{titel}"' in page
    assert "保留我" in page


def test_staff_take_words_back_by_a_click_and_others_do_not(cast):
    row = word(cast, cast.town, part="staff")
    other = word(cast, cast.district)
    reset = f"{PATH}reset/"
    assert cast.client("other_staff").post(reset, {"row": row.public_id}).status_code == 404
    assert cast.client("staff").post(reset, {"row": other.public_id}).status_code == 403
    assert cast.client("staff").post(reset, {"row": "x"}).status_code == 404
    assert cast.client("staff").post(reset, {"row": row.public_id}).status_code == 302
    assert selectors.wording_of(PLAIN, cast.town).origin == "示例区"
    assert cast.client("staff").post(reset, {"row": row.public_id}).status_code == 409


def test_the_preview_shows_samples_and_else_explanations(cast):
    client = cast.client("staff")
    page = shown(client.post(f"{PATH}preview/", {"subject": "请看:{title}", "body": "在{place}"}))
    assert "请看:春季会议" in page
    assert "在〔地点〕" in page
    assert "花括号不成对" in shown(client.post(f"{PATH}preview/", {"subject": "{", "body": ""}))


def test_the_list_says_whose_words_hold_here_and_is_searched_sorted_and_exported(cast):
    word(cast, cast.town)
    client = cast.client("staff")
    page = shown(client.get("/notices/texts/?q=示例"))
    assert "示例通知" in page
    assert "青禾镇</span>" in page
    assert "会议取消通知" not in page
    titles = shown(client.get("/notices/texts/?q={meeting}&sort=-text.title"))
    assert titles.index("请假批复") < titles.index("会议通知")
    assert client.get("/notices/texts/?export=xlsx").headers["Content-Type"].startswith("application/vnd.openxml")


def test_a_kind_that_nobody_declares_is_not_found(cast):
    assert cast.client("staff").get("/notices/texts/none.such/").status_code == 404


def test_pages_stay_within_their_budget_of_queries(cast, django_assert_max_num_queries):
    for number in range(10):
        word(cast, cast.town, body=str(number))
    client = cast.client("staff")
    for path in ("/notices/texts/", PATH):
        with django_assert_max_num_queries(16):
            client.get(path)
