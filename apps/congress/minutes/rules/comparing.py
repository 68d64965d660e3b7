"""What was edited away from the facts: marks by words, and every number or name that differs from the recorded one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from apps.congress.minutes.rules.sections import names_in

SAME, ADDED, REMOVED = "same", "added", "removed"
CHANCE = 2
"""So few characters that two texts share between two changes they share by chance; marked, they would only confuse."""
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.")
_DIGITS = "零一二三四五六七八九"
_UNITS = "人票名张项件条个号位"
_COUNTED = "人票张"
"""What is counted at a meeting: such a number may not go unnoticed; others go with the sentence they stood in."""
_WRITTEN = re.compile(rf"(?<![第{_DIGITS}十百])([{_DIGITS}十百两]{{1,6}})(?=[{_UNITS}])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of text: as recorded, added by hand, or taken out by hand."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A number or a list of names that is not as recorded; `recorded` is empty where nothing of the kind is."""

    heading: str
    sentence: str


def marks(before: str, after: str) -> list[Mark]:
    """From `before` to `after` by words (a hanzi is a word): first by lines, then inside lines that were changed."""
    if before == after:
        return [Mark(SAME, after)] if after else []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Mark] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i:j]), "".join(new[k:m])
        found += [Mark(SAME, right)] if tag == "equal" else _inside(left, right)
    return _joined(found)


def _inside(before: str, after: str) -> list[Mark]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Mark] = []
    removed = added = ""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(codes):
        left, right = "".join(old[i:j]), "".join(new[k:m])
        is_between = 0 < number < len(codes) - 1
        if tag == "equal" and not (is_between and len(right) <= CHANCE):
            found += [*_change(removed, added), Mark(SAME, right)]
            removed = added = ""
        else:
            removed, added = removed + left, added + right
    return [*found, *_change(removed, added)]


def _change(removed: str, added: str) -> list[Mark]:
    return [Mark(kind, text) for kind, text in ((REMOVED, removed), (ADDED, added)) if text]


def _joined(found: Sequence[Mark]) -> list[Mark]:
    """Neighbours of one kind become one run."""
    runs: list[Mark] = []
    for mark in found:
        if runs and runs[-1].kind == mark.kind:
            runs[-1] = Mark(mark.kind, runs[-1].text + mark.text)
        else:
            runs.append(mark)
    return runs


def differences(heading: str, facts: str, text: str) -> list[Difference]:
    """Numbers in `text` that the facts do not hold, counts it no longer holds, and lists of names that differ."""
    if facts == text:
        return []
    return [*_of_numbers(heading, facts, text), *_of_names(heading, facts, text)]


def _of_numbers(heading: str, facts: str, text: str) -> Iterator[Difference]:
    before, after = _numbers(facts), _numbers(text)
    lost, new = list((before - after).elements()), list((after - before).elements())
    if new:
        recorded = f"登记的是{'、'.join(lost)}" if lost else "登记的事实中没有"
        yield Difference(heading, f"“{heading}”中的数字{'、'.join(new)}与登记不符({recorded})。")
    elif counts := [number for number in lost if number[-1] in _COUNTED]:
        yield Difference(heading, f"“{heading}”中少了登记的数字{'、'.join(counts)}。")


def _numbers(text: str) -> Counter[str]:
    """Every number with the character behind it, so that 58人 and 58票 are told apart; 五十八票 counts as 58票."""
    plain = _WRITTEN.sub(lambda found: str(_value(found[1])), text)
    return Counter(f"{found[0]}{plain[found.end() : found.end() + 1].strip()}" for found in _NUMBER.finditer(plain))


def _value(written: str) -> int:
    total, digit = 0, 0
    for letter in written.replace("两", "二"):
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        else:
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
    return total + digit


def _of_names(heading: str, facts: str, text: str) -> Iterator[Difference]:
    recorded, written = _lists(facts), _lists(text)
    for label in dict.fromkeys((*recorded, *written)):
        more = [name for name in written.get(label, ()) if name not in recorded.get(label, ())]
        less = [name for name in recorded.get(label, ()) if name not in written.get(label, ())]
        said = [f"多出{'、'.join(more)}"] if more else []
        said += [f"缺少{'、'.join(less)}"] if less else []
        if said:
            yield Difference(heading, f"“{heading}”的{label}名单与登记不符:{';'.join(said)}。")


def _lists(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if pair := names_in(line):
            found[pair[0]] = (*found.get(pair[0], ()), *pair[1])
    return found
