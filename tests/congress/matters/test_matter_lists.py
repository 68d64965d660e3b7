"""The register of matters: who sees which, how it is narrowed, counted and turned over; the tally behind it."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.matters.models import Matter, MatterKind, MatterState, MatterTally
from apps.congress.matters.selectors.matter_lists import total_for
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_open
from apps.foundation.core.keysets import Total
from apps.foundation.organisations.models import Unit
from tests.congress.matters.test_public_pages import text_of

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
NOW = time_machine.travel(datetime(2026, 5, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False)


@pytest.fixture(autouse=True)
def _today():
    with NOW:
        yield


@pytest.fixture
def open_one(cast):
    """Opens a matter in the cast's town, or wherever `body` is."""

    def opened(title="关于安装路灯的建议", text="请在村口安装路灯。", *, body=None, at=AT, **values):
        body = body or cast.congress
        draft = MatterDraft(values.pop("kind", MatterKind.DELIBERATION), title, text, "示例提出人", **values)
        by = {cast.congress.pk: "staff", cast.other_congress.pk: "other_staff"}.get(body.pk, "street_staff")
        return matter_open(body=body, term=None, draft=draft, by=cast.actor(by), at=at)

    return opened


def changed(matter, **values):
    """The matter as a later act leaves it."""
    if values.get("state") in ("refused", "withdrawn", "merged", "closed"):
        values.setdefault("closed_at", AT)
    Matter.objects.filter(pk=matter.pk).update(**values)
    return matter


def listed(client, **query):
    page = text_of(client.get(reverse("matters_items"), query))
    return [row.title for row in Matter.objects.order_by("pk") if str(row.public_id) in page]


def counted(client, **query):
    """What the page says of how many there are."""
    page = text_of(client.get(reverse("matters_items"), query))
    return page.split('<div class="portal-count"><span>')[1].split("</span>")[0] if "portal-count" in page else "无"


def test_each_office_sees_its_own_area_and_the_district_all(cast, open_one):
    open_one("甲")
    open_one("乙", body=cast.other_congress)
    open_one("丙", body=cast.meeting_of_street)
    seen = [listed(cast.client(part)) for part in ("staff", "leader", "other_staff", "street_staff", "district_staff")]
    assert seen == [["甲"], ["甲"], ["乙"], ["丙"], ["甲", "乙", "丙"]]


def test_what_was_never_handed_in_is_not_the_offices(cast, open_one):
    handed_in = open_one("已提交")
    values = {"office": cast.town, "path": cast.town.path, "kind": "suggestion", "created_at": AT, "bigrams": []}
    Matter.objects.create(title="草稿", text="写了一半", **values)
    Matter.objects.create(title="撤回的草稿", text="写了一半", state=MatterState.WITHDRAWN, closed_at=AT, **values)
    assert listed(cast.client("staff")) == [handed_in.title]
    assert counted(cast.client("staff")) == "第 1–1 条,共 1 条"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "request"}, ["乙"]),
        ({"state": "accepted"}, ["甲", "戊"]),
        ({"state": "closed"}, ["丁"]),
        ({"waiting": "office"}, ["甲", "戊"]),
        ({"waiting": "units"}, ["乙"]),
        ({"waiting": "proposer"}, ["丙"]),
        ({"due": "late"}, ["甲", "乙"]),
        ({"due": "soon"}, ["丙"]),
        ({"category": "城乡建设"}, ["乙", "丙"]),
        ({"route": "handlers"}, ["乙"]),
        ({"year": "2025"}, ["戊"]),
        ({"key": "yes"}, ["丙"]),
        ({"key": "no"}, ["甲", "乙", "丁", "戊"]),
        ({"grade": "dissatisfied"}, ["丁"]),
        ({"grade": "none"}, ["丙"]),
        ({"q": "停车场"}, ["乙"]),
        ({"q": "路灯 村口"}, ["甲", "丙", "丁", "戊"]),
        ({"q": "车停场"}, []),
        ({"kind": "deliberation", "year": "2026", "waiting": "office"}, ["甲"]),
        ({"category": "城乡建设", "due": "late"}, ["乙"]),
    ],
)
def test_it_is_narrowed_and_says_how_many_are_found(cast, open_one, query, expected):
    open_one("甲")
    second = open_one("乙", "农贸市场旁边建停车场。", kind=MatterKind.REQUEST, category="城乡建设")
    matter_hand_over(
        matter=second, parts=[PartDraft(Unit.objects.get(name="青禾镇人民政府"))], by=cast.actor("staff"), at=AT
    )
    third = open_one("丙", category="城乡建设")
    changed(third, kind="suggestion", state="replied", route="handlers", is_key=True, due_on=date(2026, 5, 28))
    changed(third, route="handlers")
    changed(open_one("丁"), state="closed", closed_at=AT, grade="dissatisfied", due_on=date(2026, 4, 1))
    open_one("戊", at=datetime(2025, 12, 31, 23, tzinfo=ZoneInfo("Asia/Shanghai")))
    changed(Matter.objects.get(title="戊"), due_on=date(2026, 12, 31))
    if query == {"route": "handlers"}:
        expected = ["乙", "丙"]
    assert listed(cast.client("staff"), **query) == expected
    assert counted(cast.client("staff"), **query) == (
        f"第 1–{len(expected)} 条,共 {len(expected)} 条" if expected else "无"
    )


def test_a_district_looks_at_one_town_and_at_one_unit_of_it(cast, open_one):
    open_one("甲")
    mine = open_one("乙")
    open_one("丙", body=cast.other_congress)
    unit = Unit.objects.get(name="青禾镇人民政府")
    matter_hand_over(matter=mine, parts=[PartDraft(unit)], by=cast.actor("staff"), at=AT)
    district = cast.client("district_staff")
    assert listed(district, area=cast.town.public_id) == ["甲", "乙"]
    assert counted(district, area=cast.town.public_id) == "第 1–2 条,共 2 条"
    assert listed(district, area=cast.town.public_id, unit=unit.public_id) == ["乙"]
    assert counted(district, area=cast.town.public_id, unit=unit.public_id) == "第 1–1 条,共 1 条"


@pytest.mark.parametrize("query", [{"area": "x"}, {"unit": "x"}, {"state": "draft"}, {"year": "x"}, {"kind": "x"}])
def test_a_condition_that_is_none_is_named_and_left_out(cast, open_one, query):
    open_one("甲")
    page = text_of(cast.client("staff").get(reverse("matters_items"), query))
    assert "有筛选条件填写不正确" in page
    assert "第 1–1 条,共 1 条" in page


def test_the_foreign_town_cannot_be_asked_for(cast, open_one):
    open_one("甲")
    query = {"area": cast.other_town.public_id}
    assert "有筛选条件填写不正确" in text_of(cast.client("staff").get(reverse("matters_items"), query))


def test_what_is_due_first_stands_first_and_what_is_over_last(cast, open_one):
    over = changed(open_one("办结"), state="closed", closed_at=AT, due_on=date(2026, 1, 1))
    later = changed(open_one("较晚"), due_on=date(2026, 6, 1))
    sooner = changed(open_one("较早"), due_on=date(2026, 5, 1))
    page = text_of(cast.client("staff").get(reverse("matters_items"), {"sort": "act_by"}))
    places = [page.index(str(row.public_id)) for row in (sooner, later, over)]
    assert places == sorted(places)
    assert "24日" in page
    assert "9999" not in page


def test_a_search_that_finds_very_many_says_so(cast, open_one, monkeypatch):
    monkeypatch.setattr("apps.congress.matters.selectors.matter_lists.COUNTED", 2)
    for number in range(3):
        open_one(f"第{number}件")
    rows = Matter.objects.found_by("路灯")
    assert total_for(cast.actor("staff"), rows, {}, "路灯") == Total(2, is_more=True)
    assert counted(cast.client("staff"), q="路灯") == "第 1–3 条,共 2 条以上"


def test_the_file_holds_what_is_narrowed_to(cast, open_one):
    open_one("甲", category="城乡建设")
    open_one("乙")
    response = cast.client("staff").get(reverse("matters_items"), {"category": "城乡建设", "export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("标题", "编号", "内容", "类别")
    assert [row[0] for row in rows[1:]] == ["甲"]


def test_it_asks_few_questions_whatever_its_length(cast, open_one, django_assert_max_num_queries):
    for number in range(20):
        open_one(f"第{number}件")
    client = cast.client("district_staff")
    with django_assert_max_num_queries(16):
        client.get(reverse("matters_items"), {"state": "accepted", "area": cast.town.public_id})


def test_members_and_handlers_have_lists_of_their_own(cast):
    assert [cast.client(part).get(reverse("matters_items")).status_code for part in ("deputy", "handler")] == [403, 403]


def test_the_tally_is_what_counting_finds(cast, open_one):
    rows = [open_one(f"第{number}件", kind=("request", "inspection")[number % 2]) for number in range(4)]
    open_one("别处", body=cast.other_congress)
    Matter.objects.filter(pk__in=[row.pk for row in rows[:3]]).update(state="closed", closed_at=AT, grade="basic")
    changed(rows[0], is_key=True)
    changed(rows[1], title="改了标题")

    def tally(path, **sort):
        return MatterTally.objects.within(path).filter(**sort).total()

    def all_tallies():
        town = cast.town.path
        sorts = {"state": "closed"}, {"kind": "request"}, {"is_key": True}, {"grade": "basic", "kind": "inspection"}
        return [tally(cast.district.path), tally(town), *(tally(town, **sort) for sort in sorts)]

    assert all_tallies() == [5, 4, 3, 2, 1, 1]
    MatterTally.objects.fold()
    assert all_tallies() == [5, 4, 3, 2, 1, 1]
    assert not MatterTally.objects.filter(count__lte=0).exists()
    assert MatterTally.objects.within(cast.town.path).filter(kind="request", state="closed", is_key=True).count() == 1
    assert MatterTally.objects.fold() == 0


def test_a_change_that_moves_nothing_leaves_no_row(cast, open_one):
    matter = open_one("甲")
    have = MatterTally.objects.count()
    changed(matter, title="乙", due_on=date(2026, 8, 1))
    assert MatterTally.objects.count() == have


def test_the_last_day_of_a_year_belongs_to_it_where_we_are(cast, open_one):
    """16:30 on 31 December in London is half past midnight here."""
    open_one("甲", at=datetime(2025, 12, 31, 16, 30, tzinfo=ZoneInfo("UTC")))
    assert MatterTally.objects.within(cast.town.path).get().year == 2026
    assert listed(cast.client("staff"), year=2026) == ["甲"]


def test_pages_of_matters_of_one_moment_hold_each_once(cast, open_one):
    for number in range(60):
        open_one(f"第{number}件", at=AT + timedelta(minutes=number // 30))
    client, seen, query = cast.client("staff"), [], {}
    for _ in range(3):
        response = client.get(reverse("matters_items"), query)
        keyset = response.context["keyset"]
        seen += [row.pk for row in keyset.rows]
        query = {"page": keyset.after}
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 60
