"""姓氏笔画: published orders come out again, and every two names have an order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foundation.people.rules.strokes import (
    by_strokes,
    stroke_key,
    strokes_of,
    surname_of,
    unknown_characters,
)

# Surnames as lists "按姓氏笔画为序" print them.
SURNAMES = (
    "丁卜刁于万马王韦毛方孔邓石卢叶田史白冯宁司邢朱乔任"
    "刘江汤许孙严苏杜李杨吴何余邹沈宋张陈"
    "邵武林欧罗周郑赵胡钟段姜贺秦袁夏顾徐高郭唐谈陶黄曹龚常崔康梁彭蒋韩程傅曾谢蔡廖谭熊潘薛戴魏"
)
LEVEL_ONE_BEGINS = (
    "一乙二十丁厂七卜八人入儿匕几九刁了刀力乃又"
    "三干于亏工土士才下寸大丈与万上小口山巾千乞川亿个夕久么勺凡丸及广亡门丫义之尸己已巳弓子卫也女刃飞习叉马乡"
)
NAMES = st.text(st.sampled_from("丁王欧阳司马·毛邓石卢白冯刘李小明伟芳䶮龘\U0002cb5a"), min_size=1, max_size=5)


def test_surnames_come_in_the_order_in_which_official_lists_print_them():
    assert by_strokes(reversed(SURNAMES)) == list(SURNAMES)


def test_characters_come_as_in_the_table_of_general_standard_characters():
    assert by_strokes(sorted(LEVEL_ONE_BEGINS)) == list(LEVEL_ONE_BEGINS)


def test_same_surname_single_given_names_first_then_stroke_by_stroke():
    official = ["丁来杭", "丁学东", "丁薛祥", "于伟国", "于忠福", "万立骏", "马兴瑞", "马晓伟",
                "王军", "王勇", "王晨", "王毅", "王小洪", "王玉普", "王正伟", "王东明"]  # fmt: skip
    assert by_strokes(sorted(official)) == official


def test_a_compound_surname_follows_the_single_one_it_begins_with():
    assert by_strokes(["欧阳一", "司马丁", "欧文", "司徒七", "欧阳丁丁", "司丽丽"]) == [
        "司丽丽", "司马丁", "司徒七", "欧文", "欧阳一", "欧阳丁丁",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("character", "types"),
    [("王", "1121"), ("万", "153"), ("方", "4153"), ("冯", "41551"), ("邓", "5452"), ("必", "45434"), ("火", "4334")],
)
def test_strokes_are_written_as_on_the_mainland(character, types):
    assert strokes_of(character) == types


@pytest.mark.parametrize(("name", "surname"), [("欧阳修", "欧阳"), ("司马", "司"), ("王伟", "王"), ("", "")])
def test_surnames(name, surname):
    assert surname_of(name) == surname


def test_what_the_table_does_not_know_is_named():
    assert unknown_characters(["王\U00030000明", "李·A", "丁"]) == ["\U00030000"]


@given(st.lists(NAMES, max_size=8))
def test_the_order_is_total_and_the_same_from_whatever_it_starts(names):
    ordered = by_strokes(names)
    assert ordered == by_strokes(reversed(names)) == by_strokes(sorted(names))
    assert all(stroke_key(one) <= stroke_key(next_) for one, next_ in pairwise(ordered))


@given(NAMES, NAMES)
def test_two_names_are_level_only_if_they_are_one(one, other):
    assert (stroke_key(one) == stroke_key(other)) == (one == other)
