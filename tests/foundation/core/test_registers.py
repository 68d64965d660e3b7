"""Lists: searched, filtered, ordered, paged, exported; the same few queries however long they are."""

from datetime import date
from io import BytesIO

import django_filters
import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.foundation.audit.models import Entry
from apps.foundation.audit.selectors import line_of
from apps.foundation.core import registry
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Person
from tests import factories as make


class PersonFilter(django_filters.FilterSet):
    sex = django_filters.ChoiceFilter(choices=[("male", "男"), ("female", "女")], label="性别")
    born_after = django_filters.DateFilter(field_name="born_on", lookup_expr="gte", label="出生不早于")


COLUMNS = [
    Column("姓名", "name", link=lambda person: f"/people/{person.public_id}/", sort="pinyin"),
    Column("性别", "get_sex_display", tone=lambda person: "blue"),
    Column("区划", "area.name"),
    Column("出生日期", "born_on", sort="born_on"),
    Column("身份证号", "identity_number", on_screen=False),
]


@pytest.fixture
def ask(cast):
    """Asks the register for `query` as staff; `htmx` asks for the table alone."""

    def answer(query="", htmx=False, **values):
        headers = {"HX-Request": "true", "HX-Target": "register"} if htmx else {}
        request = RequestFactory().get(f"/people/?{query}", headers=headers)
        request.actor, request.user = cast.actor("staff"), cast.people["staff"].user
        request.session = {}
        request._messages = FallbackStorage(request)
        rows = Person.objects.visible_to(request.actor).select_related("area")
        given = {"rows": rows, "filterset": PersonFilter, "search": ["name__icontains", "initials__startswith"]}
        return Register("人员", empty="请先导入名册。", **{"columns": COLUMNS, **given, **values}).respond(request)

    return answer


def text_of(response):
    return response.content.decode()


def sheet_of(response):
    return load_workbook(BytesIO(b"".join(response.streaming_content))).active


def test_it_shows_only_the_rows_it_was_given(ask, cast):
    make.make_person(cast.other_town, "外镇人")
    assert "外镇人" not in text_of(ask("size=100"))


def test_it_finds_by_any_of_the_lookups(ask, cast):
    make.make_person(cast.town, "欧阳修")
    for query in ("q=欧阳", "q=oyx"):
        page = text_of(ask(query))
        assert "欧阳修" in page
        assert "白雪" not in page


def test_it_needs_every_word_to_be_found(ask, cast):
    make.make_person(cast.town, "欧阳修")
    assert "没有符合条件的记录" in text_of(ask("q=欧阳 白雪"))


def test_it_narrows_by_a_filter(ask, cast):
    make.make_person(cast.town, "孟姜女", sex="female")
    page = text_of(ask("sex=female"))
    assert "孟姜女" in page
    assert "白雪" not in page


def test_it_says_which_filter_it_could_not_use(ask):
    page = text_of(ask("born_after=yesterday"))
    assert "有筛选条件填写不正确" in page
    assert "出生不早于" in page


def test_it_answers_htmx_with_the_table_alone_and_a_tidy_address(ask):
    response = ask("q=白&sex=&born_after=", htmx=True)
    assert "<html" not in text_of(response)
    assert "白雪" in text_of(response)
    assert response["HX-Push-Url"] == "/people/?q=%E7%99%BD"


def test_it_orders_by_a_column_that_allows_it(ask, cast):
    make.make_person(cast.town, "老张", born_on=date(1950, 1, 1))
    make.make_person(cast.town, "小张", born_on=date(2000, 1, 1))
    page = text_of(ask("q=张&sort=-born_on"))
    assert page.index("小张") < page.index("老张")


@pytest.mark.parametrize("sort", ["identity_index", "user__password", "-", "pk); drop table"])
def test_it_ignores_an_order_nobody_offered(ask, sort):
    assert ask(f"sort={sort}").status_code == 200


@pytest.mark.parametrize("query", ["page=999", "page=x", "page=-1", "size=7", "size=1000000", "q=%00"])
def test_it_survives_strange_paging(ask, query):
    assert "白雪" in text_of(ask(query))


def test_it_shows_25_a_page_and_more_when_asked(ask, cast):
    for number in range(40):
        make.make_person(cast.town, f"群众{number}")
    assert text_of(ask("q=群众")).count('data-label="姓名"') == 25
    assert text_of(ask("q=群众&page=2")).count('data-label="姓名"') == 15
    assert text_of(ask("q=群众&size=50")).count('data-label="姓名"') == 40


def test_it_escapes_what_people_typed(ask, cast):
    make.make_person(cast.town, "<img src=x>")
    page = text_of(ask("size=100"))
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


def test_it_says_what_to_do_next_while_there_is_nothing(ask):
    page = text_of(ask(rows=Person.objects.none(), actions=[Action("导入名册", "/people/import/", primary=True)]))
    assert "请先导入名册。" in page
    assert 'href="/people/import/">导入名册' in page


def test_it_shows_dates_in_chinese_and_gaps_as_a_dash(ask, cast):
    make.make_person(cast.town, "有生日", born_on=date(1970, 5, 4))
    page = text_of(ask("q=有生日"))
    assert "1970年5月4日" in page
    assert '<td data-label="性别" class="is-empty">—</td>' in page


def test_a_day_and_a_serial_number_are_never_broken_over_two_lines(ask, cast):
    make.make_person(cast.town, "甘露", born_on=date(1985, 3, 4), phone="2026-000001")
    make.make_person(cast.town, "甘露露", phone="2026年第7号")
    text = text_of(ask("q=甘露", columns=[*COLUMNS, Column("编号", "phone")]))
    assert '<td data-label="出生日期" class="is-whole">1985年3月4日</td>' in text
    assert '<td data-label="编号" class="is-whole">2026-000001</td>' in text
    assert '<td data-label="编号" class="is-whole">2026年第7号</td>' in text
    assert '<td data-label="区划" class="is-short">青禾镇</td>' in text


TITLES = [("甘露", "其他"), ("2028", "姓名"), ("议案第3号", "姓名"), ("—", "姓名")]


@pytest.mark.parametrize(("first", "title"), TITLES)
def test_a_card_that_starts_with_a_mere_number_or_a_gap_is_called_after_its_link(ask, cast, first, title):
    make.make_person(cast.town, "甘露")
    columns = [Column("其他", lambda person: first), Column("区划", "area.name"), *COLUMNS]
    text = text_of(ask("q=甘露", columns=columns))
    assert f'<td data-label="{title}" class="is-title' in text
    assert text.count("is-title") == 1


def test_an_export_holds_the_filtered_rows_and_the_columns_not_shown(ask, cast):
    make.make_person(cast.town, "欧阳修", born_on=date(1970, 5, 4), identity_number="11010519491231002X")
    sheet = sheet_of(ask("q=欧阳&export=xlsx"))
    assert [cell.value for cell in sheet[1]] == ["姓名", "性别", "区划", "出生日期", "身份证号"]
    assert [cell.value for cell in sheet[2]][::4] == ["欧阳修", "11010519491231002X"]
    assert sheet["D2"].value.date() == date(1970, 5, 4)
    assert sheet.max_row == 2
    assert "11010519491231002X" not in text_of(ask("q=欧阳"))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://x","y")'])
def test_an_export_never_holds_a_formula(ask, cast, name):
    make.make_person(cast.town, name)
    cells = [row[0] for row in sheet_of(ask("size=100&export=xlsx")).iter_rows(min_row=2)]
    cell = next(cell for cell in cells if cell.value == name)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_an_export_leaves_out_characters_a_sheet_cannot_hold(ask, cast):
    make.make_person(cast.town, "张\x0b三")
    assert "张三" in [row[0].value for row in sheet_of(ask("export=xlsx")).iter_rows()]


def test_it_asks_the_database_as_often_for_fifty_rows_as_for_five(ask, cast):
    for number in range(50):
        make.make_person(cast.town, f"群众{number}")
    counts = []
    for query in ("q=群众4", "q=群众&size=50"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(query)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 12


def test_the_page_offers_a_search_box_also_where_a_function_searches(ask):
    page = ask(search=lambda rows, text: rows.filter(name=text)).content.decode()
    assert 'id="register-search"' in page


def test_an_export_leaves_an_entry_of_who_took_how_much(ask, cast):
    ask("q=白&export=xlsx")
    entry = Entry.objects.get(act="audit.list.exported")
    assert (entry.facts, entry.area_path) == ({"title": "人员", "rows": 1}, cast.town.path)
    assert line_of(entry, registry.act_sentences()).sentence == "示例staff导出“人员”1行"
