"""The reference of acts: what each does, what it takes and refuses, and from where it is done, read from the code.

`make reference` writes `docs/reference/acts/`, one page for each app with acts.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from pathlib import Path

import django

from apps.foundation.core import registry
from apps.foundation.core.audiences import audience_of
from tests.house.plan import ROOT, own_python
from tests.house.test_addresses import all_views

PAGES = ROOT / "docs/reference/acts"
CODE = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")
OTHER_ROOMS = {"tasks": "by the timetable", "receivers": "as a consequence", "commands": "by a command"}


@dataclass(frozen=True, eq=False)
class Written:
    """A function of ours as it stands in its module: `words` are the names in it, `codes` the acts, tables followed.

    `imported`: what its module takes from elsewhere, by dotted names.
    """

    module: str
    node: ast.FunctionDef
    words: frozenset[str]
    codes: frozenset[str]
    imported: frozenset[str]

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def signature(self) -> str:
        return f"{self.name}({ast.unparse(self.node.args)})"

    def may_mean(self, other: "Written") -> bool:
        """Whether a word in here that is the name of `other` is that function."""
        package = other.module.rpartition(".")[0]  # a package of services hands on what its modules hold
        named = {other.module, package, f"{other.module}.{other.name}", f"{package}.{other.name}"}
        return self.module == other.module or bool(self.imported & named)


@cache
def written() -> list[Written]:
    return [found for path, tree in own_python() for found in _functions(_dotted(path), tree)]


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _functions(module: str, tree: ast.Module) -> Iterator[Written]:
    tables = {target: _words_and_codes(node) for node in tree.body for target in _targets(node)}
    imported = frozenset(_imported(tree))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            words, codes = _words_and_codes(node)
            followed = [tables[table] for table in words & tables.keys()]
            yield Written(
                module, node, words.union(*(more for more, _ in followed)),
                codes.union(*(more for _, more in followed)), imported,
            )  # fmt: skip


def _targets(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _imported(tree: ast.Module) -> Iterator[str]:
    """`from a.b import c` may take c of a.b or the module a.b.c."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def _words_and_codes(node: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    words, codes = set(), set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            words.add(part.id)
        elif isinstance(part, ast.Attribute):
            words.add(part.attr)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
            codes.add(part.value)
    return frozenset(words), frozenset(codes)


@cache
def _by_word() -> dict[str, list[Written]]:
    found: dict[str, list[Written]] = defaultdict(list)
    for function in written():
        for word in function.words:
            found[word].append(function)
    return found


def _callers(function: Written) -> list[Written]:
    return [one for one in _by_word().get(function.name, []) if one is not function and one.may_mean(function)]


@cache
def doers() -> dict[str, list[Written]]:
    """The public functions of each act; where a helper records it, those that call the helper."""
    found: dict[str, list[Written]] = defaultdict(list)
    for function in written():
        for code in function.codes & registry.act_sentences().keys():
            found[code] += [one for one in _public(function) if one not in found[code]]
    return {code: _acting(functions) for code, functions in found.items()}


def _acting(functions: list[Written]) -> list[Written]:
    """Without those that only read what was recorded."""
    return [one for one in functions if ".selectors" not in one.module] or functions


def _public(function: Written, seen: tuple[Written, ...] = ()) -> list[Written]:
    if not function.name.startswith("_") or function in seen:
        return [function]
    callers = [public for one in _callers(function) for public in _public(one, (*seen, function))]
    return list(dict.fromkeys(callers)) or [function]


@cache
def _addresses() -> dict[tuple[str, str], list[str]]:
    """URL names by the module and name of their view."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, view in all_views():
        found[view.callback.__module__, view.callback.__name__].append(name)
    return found


def origins(function: Written) -> list[str]:
    """From where people and the portal do it: addresses with their audiences, tasks, receivers, commands."""
    found, seen, waiting = set(), {function}, [function]
    while waiting:
        one = waiting.pop()
        addresses = _addresses().get((one.module, one.name), [])
        rooms = [told for room, told in OTHER_ROOMS.items() if room in one.module.split(".")]
        found |= {f"`{address}` ({', '.join(sorted(audience_of(address) or ()))})" for address in addresses} | set(
            rooms
        )
        further = [] if addresses or rooms else [caller for caller in _callers(one) if caller not in seen]
        seen |= set(further)
        waiting += further
    return sorted(found)


def pages() -> dict[Path, str]:
    """Every page of the reference with its text."""
    by_app: dict[str, list[str]] = defaultdict(list)
    for code in sorted(registry.act_sentences()):
        by_app[code.partition(".")[0]].append(code)
    titles = {system.slug: system.title for system in registry.systems()}
    texts = {PAGES / f"{app}.md": _page(titles[app], codes) for app, codes in by_app.items()}
    return {PAGES / "README.md": _index(by_app, titles), **texts}


def _index(by_app: dict[str, list[str]], titles: dict[str, str]) -> str:
    rows = [f"| [{app}]({app}.md) | {titles[app]} | {len(codes)} |" for app, codes in sorted(by_app.items())]
    total = sum(map(len, by_app.values()))
    return "\n".join([
        "# Acts", "",
        f"Everything that is done in the portal and leaves an entry in the log: {total} acts. Written by",
        "`make reference` from the code; a test refuses a page that differs from it.", "",
        "| app | in the portal | acts |", "|---|---|---|", *rows, "",
    ])  # fmt: skip


def _page(title: str, codes: list[str]) -> str:
    return "\n".join([f"# {title}", "", *(line for code in codes for line in _entry(code))])


def _entry(code: str) -> Iterator[str]:
    yield from (f"## {code}", "", f"> {registry.act_sentences()[code]}", "")
    for function in doers()[code]:
        yield from (f"`{function.module}.{function.signature}`", "")
        if told := ast.get_docstring(function.node):
            yield from (cleandoc(told), "")
        if places := origins(function):
            yield from (f"Done from: {'; '.join(places)}", "")


def write() -> None:
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for path, text in pages().items():
        path.write_text(text)


if __name__ == "__main__":
    django.setup()
    write()
