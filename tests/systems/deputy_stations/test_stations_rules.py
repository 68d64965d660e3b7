"""What a station needs, how far one is from another, outlines however they are wrapped."""

import json

import pytest

from apps.systems.deputy_stations.rules import stations as rules
from apps.systems.deputy_stations.rules.outlines import shape_from

SQUARE = [[106.1, 29.1], [106.2, 29.1], [106.2, 29.2], [106.1, 29.2], [106.1, 29.1]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def facts(**changed) -> rules.StationFacts:
    values = {
        "is_open": True, "is_closed": False, "has_address": True, "has_position": True, "has_phone": True, "heads": 1,
        "liaisons": 1, "handlers": 1, "deputies": 3, "communities": 2, "has_duty_ahead": True,
    }  # fmt: skip
    return rules.StationFacts(**{**values, **changed})


def codes(issues) -> list[str]:
    return [issue.code for issue in issues]


def test_a_whole_station_misses_nothing():
    assert codes(rules.missing(facts())) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"heads": 0}, "no_head"), ({"has_address": False}, "no_address"), ({"liaisons": 0}, "no_liaison"),
        ({"handlers": 0}, "no_account"), ({"deputies": 0}, "no_deputies"), ({"has_duty_ahead": False}, "no_duty"),
        ({"communities": 0}, "no_communities"), ({"has_position": False}, "no_position"),
        ({"has_phone": False}, "no_phone"), ({"unmet": ["监督电话"]}, "unmet"),
    ],
)  # fmt: skip
def test_each_thing_that_is_missing_is_named(changed, code):
    assert codes(rules.missing(facts(**changed))) == [code]


def test_nothing_is_asked_of_a_closed_station():
    assert codes(rules.missing(facts(is_closed=True, heads=0))) == []


def test_before_it_opens_it_needs_a_place_and_a_head_and_no_duty():
    found = codes(rules.missing(facts(is_open=False, heads=0, has_address=False, has_duty_ahead=False)))
    assert found == ["no_address", "no_head", "not_open"]


def test_items_of_a_list_come_once_whatever_parts_them():
    assert rules.items_of("组织机构、代表信息；组织机构\n 监督电话 ,") == ["组织机构", "代表信息", "监督电话"]


def test_a_list_without_items_is_refused():
    assert codes(rules.issues_with_items("、;")) == ["no_items"]


def test_a_hundredth_of_a_degree_northward_is_a_kilometre_and_a_bit():
    assert rules.metres_between((29.0, 106.0), (29.01, 106.0)) == 1112
    assert rules.distance_text(1112) == "1.1公里"
    assert rules.distance_text(800) == "800米"


@pytest.mark.parametrize(
    "wrapped",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "Feature", "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]},
    ],
)  # fmt: skip
def test_an_outline_is_read_however_it_is_wrapped(wrapped):
    assert shape_from(json.dumps(wrapped)) == [[SQUARE]]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "不是", '{"type": "Point", "coordinates": [106, 29]}',
        '{"type": "Polygon", "coordinates": [[[500000, 3200000], [500100, 3200000], [500100, 3200100]]]}',
        '{"type": "Polygon", "coordinates": [[["<script>", 29], [1, 2], [3, 4], [1, 2]]]}',
        '{"type": "Polygon", "coordinates": null}', "[" * 100000,
    ],
)  # fmt: skip
def test_what_is_no_outline_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="GeoJSON"):
        shape_from(text)


def test_a_huge_outline_is_thinned_out_and_stays_closed():
    ring = [[106 + step / 100000, 29 + (step % 7) / 1000] for step in range(40000)]
    shape = shape_from(json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))
    kept = shape[0][0]
    assert len(kept) <= 5002
    assert kept[0] == kept[-1] == [106.0, 29.0]
