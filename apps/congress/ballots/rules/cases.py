"""Recounts polls from totals or raw ballots: the rules behind `manage.py recount`.

A case is one JSON object; docs/reference/recount.md names every field.
Nothing is guessed: a case that contradicts itself or leaves a number open is answered by all its problems.
"""

from collections.abc import Sequence
from typing import Any

from apps.congress.ballots.rules.assessments import GradeTally, assess, grade_contradictions, tally_sheets
from apps.congress.ballots.rules.case_items import (
    agree_with_ballots,
    names_on,
    read_ballots,
    read_grade_tally,
    read_grades,
    read_options,
    read_sheets,
    read_tally,
)
from apps.congress.ballots.rules.contradictions import sum_contradictions, tally_contradictions
from apps.congress.ballots.rules.counting import Outcome, count
from apps.congress.ballots.rules.fields import Fields
from apps.congress.ballots.rules.grade_rules import issues_with_grade_rule
from apps.congress.ballots.rules.measures import (
    Base,
    CountingRules,
    Model,
    ScoreRule,
    ShortageRule,
    Threshold,
    TieRule,
)
from apps.congress.ballots.rules.problems import Problem
from apps.congress.ballots.rules.quorum import Turnout, turnout_contradictions
from apps.congress.ballots.rules.tallies import Option, Tallied, tally

RULE_FIELDS = ("model", "seats", "base", "threshold", "quorum", "tie_rule", "shortage_rule", "score_rule", "grade_rule")
TURNOUT_FIELDS = ("due", "present", "issued", "received", "void")
CASE_FIELDS = (*RULE_FIELDS, *TURNOUT_FIELDS, "items", "ballots", "grades")

Numbers = dict[str, int | None]


def recount(payload: Any) -> tuple[int, Any]:
    """Recount one case or a list of cases (then a list comes back).

    Status 2: the output is the list of all problems, each with the number of its case if there is a list.
    """
    if not isinstance(payload, list):
        outcome, problems = recount_case(payload)
        return (0, outcome.as_dict()) if outcome else refuse(problems)
    results = [recount_case(case) for case in payload]
    found = [
        {"case": number, **problem.as_dict()} for number, (_, problems) in enumerate(results) for problem in problems
    ]
    return (2, found) if found else (0, [outcome.as_dict() for outcome, _ in results if outcome])


def refuse(problems: Sequence[Problem]) -> tuple[int, Any]:
    """Status 2 and the problems as JSON values."""
    return 2, [problem.as_dict() for problem in problems]


def recount_case(data: Any) -> tuple[Outcome | None, list[Problem]]:
    """The outcome of one case, or None and every problem found in it."""
    problems: list[Problem] = []
    if not isinstance(data, dict):
        return None, [Problem("not_a_case", "", "每个案例应为一个 JSON 对象(花括号)。")]
    case = Fields(data, problems)
    case.no_others(CASE_FIELDS)
    rules, numbers = _read_rules(case), _read_turnout(case)
    if not case.has("ballots") and not case.has("items"):
        case.complain("missing", "items", "缺少“items”或“ballots”:请填写各项票数,或逐张列出选票。")
        return None, problems
    outcome = (_assessment if rules and rules.model is Model.ASSESSMENT else _poll)(case, rules, numbers)
    return (None if problems else outcome), problems


def _read_rules(case: Fields) -> CountingRules | None:
    """The rules as far as they can be read; None while the model is unknown."""
    model = case.choice("model", Model)
    base = case.choice("base", Base)
    if "quorum" not in case.data:
        case.complain("missing", "quorum", "缺少“quorum”:请填写法定人数规则,不要求时填写 null。")
    threshold = _read_threshold(case, model)
    quorum = case.choice("quorum", Threshold, required=False)
    seats = case.integer("seats", required=bool(model and model.needs_seats), least=1)
    tie_rule = case.choice("tie_rule", TieRule, required=False) or TieRule.RUN_OFF
    shortage_rule = case.choice("shortage_rule", ShortageRule, required=False) or ShortageRule.ADOPT_ABOVE
    score_rule = case.choice("score_rule", ScoreRule, required=model is Model.PREFERENCE)
    grade_rule = _read_grade_rule(case, model)
    if model is None:
        return None
    # A missing base has its problem already; the placeholder lets the other checks run.
    return CountingRules(
        model, base or Base.ALL, seats, threshold, quorum, tie_rule, shortage_rule, score_rule, grade_rule
    )


def _read_grade_rule(case: Fields, model: Model | None) -> str:
    """The written rule of an assessment, checked as far as it can be without the grades; "" where none is written."""
    if not case.has("grade_rule"):
        return ""
    if model is not Model.ASSESSMENT:
        case.complain("out_of_place", "grade_rule", "只有测评有等次规则,请删除“grade_rule”或改用 assessment。")
        return ""
    return case.text("grade_rule") or ""


def _read_threshold(case: Fields, model: Model | None) -> Threshold | None:
    """None only where the case says null: a run-off, which the highest votes win (地方组织法 art. 29)."""
    is_assessment = model is Model.ASSESSMENT
    if not is_assessment and case.data.get("threshold", "") is None:
        return None
    return case.choice("threshold", Threshold, required=not is_assessment) or Threshold.MORE_THAN_HALF


def _read_turnout(case: Fields) -> Numbers:
    raw = case.has("ballots")
    numbers = {
        name: case.integer(name, required=not (raw and name in ("received", "void")), least=int(name == "due"))
        for name in TURNOUT_FIELDS
    }
    case.problems.extend(turnout_contradictions(numbers))
    return numbers


def _valid(numbers: Numbers) -> int | None:
    received, void = numbers["received"], numbers["void"]
    return received - void if received is not None and void is not None and void <= received else None


def _turnout(numbers: Numbers) -> Turnout:
    return Turnout(**{name: number or 0 for name, number in numbers.items()})


def _poll(case: Fields, rules: CountingRules | None, numbers: Numbers) -> Outcome | None:
    model = rules.model if rules else None
    placed = read_options(case, model) if case.has("items") else None
    if case.has("ballots"):
        found = _from_ballots(case, rules, numbers, placed)
    else:
        found = _from_totals(case, rules, numbers, placed or [])
    if case.problems or found is None or rules is None:
        return None
    return count(rules, _turnout(numbers), found.tallies, blank=found.blank)


def _from_totals(
    case: Fields, rules: CountingRules | None, numbers: Numbers, placed: Sequence[tuple[Fields, Option]]
) -> Tallied | None:
    if rules is None:
        return None
    read = [(fields.place, read_tally(fields, option, rules.model)) for fields, option in placed]
    known = [(place, item) for place, item in read if item is not None]
    all_read = not any(problem.field.startswith("items") for problem in case.problems)
    valid = _valid(numbers)
    if valid is not None:
        case.problems.extend(tally_contradictions(rules, valid, known))
        if all_read:
            case.problems.extend(sum_contradictions(rules, valid, [item for _, item in known]))
    return Tallied(tuple(item for _, item in known), void=numbers["void"] or 0, blank=None)


def _from_ballots(
    case: Fields, rules: CountingRules | None, numbers: Numbers, placed: Sequence[tuple[Fields, Option]] | None
) -> Tallied | None:
    options = None if placed is None else [option for _, option in placed]
    ballots = read_ballots(case, rules.model if rules else None, options)
    if ballots is None or rules is None or _is_unfinished(rules):
        return None
    found = tally(rules, names_on(ballots) if options is None else options, ballots)
    if not found.tallies:
        case.complain("empty", "items", "选票上没有任何项目名称,请填写“items”。")
    _reconcile(case, numbers, listed=len(ballots), void=found.void)
    for (fields, _), item in zip(placed or (), found.tallies, strict=False):
        agree_with_ballots(fields, item, model=rules.model)
    return found


def _is_unfinished(rules: CountingRules) -> bool:
    """Whether ballots cannot be judged yet, because the number of seats or the score rule could not be read."""
    unscored = rules.model is Model.PREFERENCE and rules.score_rule is None
    return unscored or (rules.model.needs_seats and rules.seats is None)


def _reconcile(case: Fields, numbers: Numbers, *, listed: int, void: int) -> None:
    """Make the box agree with the scrutineers' numbers.

    Received ballots that are not listed were set aside as void (illegible, not the official form). The `void` of
    the case counts these alone or together with the listed ballots found void here; anything else contradicts.
    """
    received = listed if numbers["received"] is None else numbers["received"]
    aside = received - listed
    stated = numbers["void"]
    if aside < 0 or (aside and not case.has("void")):
        case.complain("ballots_differ", "ballots", f"收回{received}张,而列出的选票为{listed}张,请核对。")
    elif stated is not None and stated not in (aside, aside + void):
        case.complain(
            "void_differs", "void", f"废票填写为{stated}张,而清点为{aside + void}张(其中未列出{aside}张),请核对。"
        )
    numbers["received"], numbers["void"] = received, aside + void


def _assessment(case: Fields, rules: CountingRules | None, numbers: Numbers) -> Outcome | None:
    grades = read_grades(case)
    for issue in issues_with_grade_rule(rules.grade_rule if rules else "", grades):
        case.complain(issue.code, "grade_rule", issue.sentence)
    placed = read_options(case, Model.ASSESSMENT) if case.has("items") else []
    if case.has("ballots"):
        tallies, blank = _from_sheets(case, numbers, placed, grades)
    else:
        tallies, blank = _from_grade_totals(case, numbers, placed, grades), None
    if case.problems or rules is None or grades is None:
        return None
    return assess(rules, _turnout(numbers), grades, tallies, blank=blank)


def _from_grade_totals(
    case: Fields, numbers: Numbers, placed: Sequence[tuple[Fields, Option]], grades: Sequence[str] | None
) -> list[GradeTally]:
    read = [(fields.place, read_grade_tally(fields, option.name, grades)) for fields, option in placed]
    known = [(place, item) for place, item in read if item is not None]
    case.problems.extend(grade_contradictions(_valid(numbers), known))
    return [item for _, item in known]


def _from_sheets(
    case: Fields, numbers: Numbers, placed: Sequence[tuple[Fields, Option]], grades: Sequence[str] | None
) -> tuple[Sequence[GradeTally], int | None]:
    if not case.has("items"):
        case.complain("missing", "items", "缺少“items”:逐张列出测评票时,请同时列出被测评的项目。")
    names = [option.name for _, option in placed]
    sheets = read_sheets(case, names, grades or ()) if grades is not None and names else None
    if sheets is None:
        return (), None
    _reconcile(case, numbers, listed=len(sheets), void=0)
    tallies, blank = tally_sheets(names, sheets)
    return tallies, blank
