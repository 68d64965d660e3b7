"""The printed result of an electronic box, line by line: the same in the result sheet and in both verifiers."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.sheets import PART_LABELS, parts_of


def result_lines(definition: Mapping[str, Any], sheet: Mapping[str, Any]) -> list[str]:
    """One line per figure: `definition` as in poll.json, `sheet` as in the head of the box."""
    numbers = {
        "应到": definition["due"],
        "实到": definition["present"],
        "发出电子票": sheet["issued"],
        "收回电子票": sheet["received"],
        "有效票": sheet["received"] - sheet["void"],
        "废票": sheet["void"],
        "弃权票": sheet["blank"],
    }
    lines = [f"表决 {definition['title']}", f"机关 {definition['body']}"]
    lines += [f"{label} {number}" for label, number in numbers.items()]
    for item in sheet["items"]:
        name = f"{item['name']}(另选)" if item.get("write_in") else item["name"]
        lines += [f"{name} {label} {number}" for label, number in _figures(definition, item)]
    return lines


def _figures(definition: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    model = Model(definition["rules"]["model"])
    if model is Model.ASSESSMENT:
        yield from ((grade, item["counts"].get(grade, 0)) for grade in definition["grades"])
        yield PART_LABELS["abstain"], item["abstain"]
        return
    yield from ((label, item[part]) for part, label in parts_of(model) if part in item)
