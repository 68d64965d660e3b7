"""Reads the items and the raw ballots of a recount case."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from apps.congress.ballots.rules.assessments import GradeTally
from apps.congress.ballots.rules.elections import implied_opposition
from apps.congress.ballots.rules.fields import Fields, shown
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.tallies import Ballot, ItemTally, Option

PARTS = ("approve", "oppose", "abstain", "marked")
_ITEM_FIELDS = {"name", "approve", "oppose", "abstain", "write_in"}


def read_options(case: Fields, model: Model | None) -> list[tuple[Fields, Option]]:
    """The named items with the fields they were read from; each name once."""
    found = []
    known = {"name", "counts", "abstain"} if model is Model.ASSESSMENT else _ITEM_FIELDS
    known = known | {"marked"} if model is Model.PREFERENCE else known
    for fields in case.objects("items"):
        fields.no_others(known if model else known | {"counts", "marked"})
        write_in = fields.flag("write_in")
        if write_in and model not in (None, Model.ELECTION):
            fields.complain("out_of_place", "write_in", "只有选举可以另选他人,请删除“write_in”或改用 election。")
        if (name := fields.text("name")) is not None:
            found.append((fields, Option(name, write_in)))
    if case.data.get("items") == []:
        case.complain("empty", "items", "没有表决项目,请至少填写一项。")
    _names_once(found)
    return found


def _names_once(found: Sequence[tuple[Fields, Option]]) -> None:
    times = Counter(option.name for _, option in found)
    for fields, option in found:
        if times[option.name] > 1:
            fields.complain("duplicate_name", "name", f"“{shown(option.name)}”出现了{times[option.name]}次,请改正。")


def read_tally(fields: Fields, option: Option, model: Model) -> ItemTally | None:
    """The totals of one item; parts that nobody published stay None."""
    before = len(fields.problems)
    approve = fields.integer("approve")
    oppose, abstain, marked = (fields.integer(part, required=False) for part in PARTS[1:])
    if not model.has_opposition and (oppose or abstain):
        part = "oppose" if oppose else "abstain"
        fields.complain("out_of_place", part, f"{model.label}的票上没有“{part}”一栏,请删除或改用其他 model。")
    if approve is None or len(fields.problems) > before:
        return None
    return ItemTally(option.name, approve, oppose, abstain, option.write_in, marked)


def agree_with_ballots(fields: Fields, derived: ItemTally, *, model: Model) -> None:
    """Complain of each given total that is not what the ballots say."""
    for part in PARTS:
        given, counted = fields.integer(part, required=False), getattr(derived, part)
        if given is not None and given != (counted or 0):
            fields.complain(
                "differs_from_ballots",
                part,
                f"“{part}”填写为{given},而选票清点({model.label})为{counted or 0},请核对。",
            )


def read_grades(case: Fields) -> list[str] | None:
    """The grades, best first; at least two, each once."""
    grades = case.texts("grades") if case.has("grades") else None
    if not case.has("grades"):
        case.complain("missing", "grades", "缺少“grades”:请从最好到最差列出测评等次。")
    elif grades is not None and (len(grades) < 2 or len(set(grades)) < len(grades)):
        case.complain("wrong_grades", "grades", "“grades”应从最好到最差列出至少两个互不相同的等次。")
        return None
    return grades


def read_grade_tally(fields: Fields, name: str, grades: Sequence[str] | None) -> GradeTally | None:
    """The sheets per grade of one item; a grade left out has none (a blank cell is 0)."""
    before = len(fields.problems)
    abstain = fields.integer("abstain", required=False) or 0
    counts = fields.data.get("counts")
    if not isinstance(counts, dict):
        fields.complain("wrong_type", "counts", "“counts”应为对象:等次对应票数。")
        return None
    cells = Fields(counts, fields.problems, fields.path("counts"))
    if grades is not None:
        cells.no_others(grades)
    numbers = {grade: cells.integer(grade, required=False) or 0 for grade in counts}
    return GradeTally(name, numbers, abstain) if len(fields.problems) == before else None


def read_ballots(case: Fields, model: Model | None, options: Sequence[Option] | None) -> list[Ballot] | None:
    """The raw ballots; None when one of them cannot be read. `options` None: whatever they name is an item."""
    before = len(case.problems)
    candidates = [option.name for option in options or () if not option.write_in]
    ballots = []
    for index, entry in enumerate(case.entries("ballots")):
        place = f"ballots[{index}]"
        sides = _sides(case, place, entry, model)
        if options is not None:
            _only_known(case, place, sides, {option.name for option in options})
        if model is Model.ELECTION and options is not None and isinstance(entry, list):
            sides[1].extend(implied_opposition(candidates, sides[0]))
        ballots.append(Ballot(*map(tuple, sides)))
    return ballots if len(case.problems) == before else None


def _sides(case: Fields, place: str, entry: Any, model: Model | None) -> tuple[list[str], list[str]]:
    """What a ballot approves and opposes, from a plain list or from `{"approve": [], "oppose": []}`."""
    if isinstance(entry, dict) and (model is None or model.has_opposition):
        ballot = Fields(entry, case.problems, place)
        ballot.no_others(("approve", "oppose"))
        approve, oppose = (ballot.texts(side) if ballot.has(side) else [] for side in ("approve", "oppose"))
        return list(approve or []), list(oppose or [])
    return list(Fields({place: entry}, case.problems).texts(place) or []), []


def _only_known(case: Fields, place: str, sides: tuple[list[str], list[str]], known: set[str]) -> None:
    for name in sorted({*sides[0], *sides[1]} - known):
        case.complain("unknown_name", place, f"选票上的“{shown(name)}”不在项目名单(items)中,请核对。")


def names_on(ballots: Sequence[Ballot]) -> list[Option]:
    """The items of a case that lists none: every name in order of first appearance."""
    return [Option(name) for name in dict.fromkeys(name for b in ballots for name in (*b.approve, *b.oppose))]


def read_sheets(case: Fields, names: Sequence[str], grades: Sequence[str]) -> list[dict[str, str]] | None:
    """The raw sheets of an assessment: item to grade; None when one of them cannot be read."""
    before = len(case.problems)
    sheets = list(case.objects("ballots"))
    for sheet in sheets:
        sheet.no_others(names)
        _only_grades(sheet, grades)
    return [sheet.data for sheet in sheets] if len(case.problems) == before else None


def _only_grades(sheet: Fields, grades: Sequence[str]) -> None:
    for name, grade in sheet.data.items():
        if not isinstance(grade, str) or grade not in grades:
            sheet.complain("unknown_value", shown(name), f"测评等次不能是{shown(grade)},应为:{'、'.join(grades)}。")
