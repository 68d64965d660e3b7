"""A whole box with keys of its own, as keeper and portal would publish it, and what to do to it."""

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from apps.congress.ballots.bundle import bundle_files
from apps.congress.ballots.rules.measures import Base, CountingRules, Model, ScoreRule, Threshold
from apps.congress.ballots.rules.secrecy import (
    BOX_FORMAT,
    canonical,
    definition_of,
    fingerprint,
    in_order,
    list_root,
    rules_in,
    sha256,
)
from apps.congress.ballots.rules.sheets import electronic_sheet
from tests.congress.ballots.blind_keys import Keys, poll_keys

NAMES = ("道路硬化", "饮水“改造”", "𬇕水河堤\\加固", "|路灯安装")
GRADES = ("满意", "基本满意", "不满意")


def definition(
    model: Model, seats: int | None = None, score: ScoreRule | None = None, *, run_off: bool = False
) -> dict[str, Any]:
    threshold = None if run_off else Threshold.MORE_THAN_HALF
    rules = CountingRules(model, Base.ALL, seats, threshold, score_rule=score)
    return definition_of(
        poll=UUID("6f1dc3a2-5a35-4b44-9d4c-0d7d5a8a1f10"), body="青禾镇人民代表大会", title="民生实事项目票决",
        held_under="本镇票决办法", rules=rules, method="secret", grades=GRADES if model is Model.ASSESSMENT else (),
        options=NAMES, roll_hash="ab" * 32, due=12, present=11, voters=10,
    )  # fmt: skip


@dataclass(frozen=True)
class FullBox:
    """Every value that a bundle is made of; `with_head` changes the head and signs it again."""

    definition: dict[str, Any]
    choices: list[Any]
    serials: list[list[str]]
    head: dict[str, Any]
    keys: Keys

    def files(self) -> dict[str, bytes]:
        head = canonical(self.head)
        return bundle_files(
            definition=canonical(self.definition).decode(), signing_key=self.keys.signing_key,
            sealing_key=self.keys.sealing_key, head_key=self.keys.head_key, serials=self.serials,
            choices=self.choices, head=head.decode(), head_signature=self.keys.head.sign(head),
        )  # fmt: skip

    def prints(self) -> tuple[str, str]:
        return fingerprint(self.keys.head_key), fingerprint(self.keys.signing_key, self.keys.sealing_key)

    def with_head(self, **change: Any) -> "FullBox":
        return replace(self, head=self.head | change)


def full_box(asked: dict[str, Any], choices: list[Any], *, keys: Keys | None = None, signed: int = 9) -> FullBox:
    """A box of these ballots, each with a serial."""
    keys = keys or poll_keys()
    serials = sorted(keys.signed_serial() for _ in choices)
    return FullBox(asked, in_order(choices), serials, head_of(asked, in_order(choices), serials, keys, signed), keys)


def head_of(
    asked: dict[str, Any], choices: list[Any], serials: list[list[str]], keys: Keys, signed: int
) -> dict[str, Any]:
    sheet = electronic_sheet(rules_in(asked), asked["options"], choices, issued=10)
    return {
        "format": BOX_FORMAT,
        "poll": asked["poll"],
        "definition_sha256": sha256(canonical(asked)),
        "roll_sha256": asked["roll_sha256"],
        "signing_key_sha256": sha256(keys.signing_key),
        "sealing_key_sha256": sha256(keys.sealing_key),
        "signed": signed,
        "checked": len(serials),
        "ballots": len(serials),
        "serials_root": list_root(serials),
        "choices_root": list_root(choices),
        "sheet": asdict(sheet),
    }


def sides(approve: tuple[str, ...] = (), oppose: tuple[str, ...] = ()) -> dict[str, list[str]]:
    return {"approve": list(approve), "oppose": list(oppose)}


ONE, TWO, THREE, FOUR = NAMES
BOXES: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "choose_up_to": (definition(Model.CHOOSE_UP_TO, 2), [[ONE, THREE], [ONE], [FOUR], [], [ONE, THREE]]),
    "per_item": (definition(Model.PER_ITEM), [sides((ONE, FOUR), (TWO,)), sides(), sides((ONE,), NAMES[1:])]),
    "borda": (definition(Model.PREFERENCE, 3, ScoreRule.BORDA), [[THREE, ONE, TWO], [ONE], [], [FOUR, ONE]]),
    "first_choice": (definition(Model.PREFERENCE, 3, ScoreRule.FIRST_CHOICE), [[THREE, ONE], [ONE], []]),
    "whole_list": (definition(Model.WHOLE_LIST), [sides(NAMES), sides((), NAMES), sides(), sides(NAMES)]),
    "election": (
        definition(Model.ELECTION, 2),
        [sides((ONE, "张三"), (TWO,)), sides(("李𠮷", "张三"), (ONE,)), sides((ONE, FOUR)), sides((), (ONE,)), sides()],
    ),
    "run_off": (
        definition(Model.ELECTION, 1, run_off=True),
        [sides((ONE,), (TWO,)), sides(("张三",), (ONE,)), sides((TWO,))],
    ),
    "assessment": (
        definition(Model.ASSESSMENT),
        [{ONE: "满意", FOUR: "不满意"}, {}, {ONE: "基本满意"}, dict.fromkeys(NAMES, "满意")],
    ),
    "nobody": (definition(Model.PER_ITEM), []),
}


def box_named(name: str) -> FullBox:
    return full_box(*BOXES[name])
