"""Votes that were really held and published, as far as their numbers were."""

import pytest

from tests.congress.ballots.rules.samples import case, codes, item, outcome, votes

# 镇海区 2021年区政府民生实事项目完成情况满意度测评结果, 2022-01-21
ZHENHAI = [
    ("教育惠民补短强基", 28, 1, 0),
    ("公共卫生服务能力提升", 20, 8, 1),
    ("老旧小区改造", 26, 3, 0),
    ("食品安全供应保障", 29, 0, 0),
    ("老年护理照料中心建设", 17, 11, 1),
    ("交通治堵工程", 26, 3, 0),
    ("隧道口停车场新建工程", 17, 11, 1),
    ("住房保障行动", 28, 1, 0),
]


def zhenhai(due, **changes):
    grades = ["满意", "基本满意", "不满意"]
    turnout = {"due": due, "present": 29, "issued": 29, "received": 29, "void": 0}
    items = [{"name": name, "counts": dict(zip(grades, counts, strict=True))} for name, *counts in ZHENHAI]
    rules = {"model": "assessment", "base": "all", "quorum": "more_than_half", "grades": grades}
    return rules | turnout | {"threshold": "more_than_half", "items": items} | changes


def test_zhenhai_with_33_members_is_satisfied_with_all_eight_projects():
    assert [line["grade"] for line in outcome(zhenhai(33))["items"]] == ["满意"] * 8


def test_zhenhai_with_34_members_is_only_basically_satisfied_with_the_fifth_and_seventh():
    grades = [line["grade"] for line in outcome(zhenhai(34))["items"]]
    assert grades == ["满意", "满意", "满意", "满意", "基本满意", "满意", "基本满意", "满意"]


def test_zhenhai_without_a_base_is_refused():
    payload = zhenhai(33)
    del payload["base"]
    assert codes(payload) == [("missing", "base")]


def test_zhenhai_rates_are_of_the_29_sheets():
    result = outcome(zhenhai(33, base="valid"))
    assert item(result, "老年护理照料中心建设")["percents"] == {"满意": "58.62", "基本满意": "37.93", "不满意": "3.45"}
    assert item(result, "老年护理照料中心建设")["percent"] == "96.55"
    assert item(result, "公共卫生服务能力提升")["percents"]["满意"] == "68.97"


# 丽水市五届人大五次会议, 2025-02: due 327, present 314, issued and received 314
def lishui(approve, **changes):
    candidate = {"name": "候选人", "approve": approve, "oppose": 314 - approve, "abstain": 0}
    turnout = {"due": 327, "present": 314, "issued": 314, "received": 314}
    return case(**({"model": "election", "seats": 1, "items": [candidate]} | turnout | changes))


@pytest.mark.parametrize(("approve", "elected"), [(160, []), (163, []), (164, ["候选人"])])
def test_lishui_elects_by_more_than_half_of_all_327_deputies(approve, elected):
    assert outcome(lishui(approve))["adopted"] == elected


@pytest.mark.parametrize(("present", "met"), [(314, True), (218, True), (217, False)])
def test_lishui_has_its_quorum_from_218_deputies(present, met):
    turnout = {"present": present, "issued": present, "received": present}
    items = [{"name": "候选人", "approve": 0, "oppose": present, "abstain": 0}]
    assert outcome(lishui(0, items=items, **turnout))["quorum_met"] is met


# 绍兴县兰亭镇十六届人大二次会议, 2013-01-18: 12 candidates, 10 to choose; 61, 61 and 60 votes were published
def lanting(*approvals):
    turnout = {"due": 80, "present": 75, "issued": 75, "received": 75}
    return case(seats=10, items=votes(**{f"项目{i}": number for i, number in enumerate(approvals, 1)}), **turnout)


def test_lanting_s_tie_at_the_top_needs_no_run_off():
    result = outcome(lanting(61, 61, 60, 59, 58, 57, 56, 55, 54, 53, 43, 42))
    assert result["adopted"] == [f"项目{i}" for i in range(1, 11)]
    assert result["rejected"] == ["项目11", "项目12"]
    assert result["run_off"] == []


def test_lanting_s_tie_at_the_tenth_place_would_need_one():
    result = outcome(lanting(61, 61, 60, 59, 58, 57, 56, 55, 54, 53, 53, 42))
    assert result["adopted"] == [f"项目{i}" for i in range(1, 10)]
    assert result["run_off"] == ["项目10", "项目11"]
    assert result["rejected"] == ["项目12"]
