"""A box is opened once, whole, and by the numbers: ballots ≤ signed ≤ issued ≤ voters."""

import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apps.congress.ballots.keeper import acts
from apps.congress.ballots.rules import secrecy
from apps.congress.ballots.rules.measures import Base, CountingRules, Model
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.congress.ballots.keeper.voter import definition, sealed, take

CHOICES = [["修桥"], ["修桥", "安装路灯"], ["修桥"], [], ["安装路灯"]]


class Box:
    """A poll with its ballots."""

    def __init__(self, keeper, choices=CHOICES, **changed) -> None:
        self.definition = definition(**changed)
        self.keeper, self.keys = keeper, keeper.create(self.definition)
        self.papers = [self.take({"approve": names}) for names in choices]
        self.poll = self.papers[0].poll

    def take(self, marks):
        return take(self.keys, UUID(self.definition["poll"]), marks).signed_by(self.keeper)

    def open(self, papers=None, issued=None):
        papers = self.papers if papers is None else papers
        return self.keeper.open(
            self.poll, [paper.in_box for paper in papers], len(self.papers) if issued is None else issued
        )

    def refusal(self, papers=None, issued=None) -> DomainError:
        with pytest.raises(DomainError) as caught:
            self.open(papers, issued)
        return caught.value


def resealed(box, paper, token: bytes) -> bytes:
    """Other marks under the serial of this ballot, by whoever knows this token."""
    text = (token + b'{"approve":[]}').ljust(box.keys.ballot_size)
    return sealed(box.keys, box.poll, paper.serial, text)


@pytest.fixture
def box(keeper):
    return Box(keeper)


def test_two_lists_each_in_its_own_order(box):
    opened = box.open()
    lines = [[paper.serial, paper.randomizer.hex(), paper.signature.hex()] for paper in box.papers]
    assert opened.serials == sorted(lines)
    assert opened.choices == [["修桥", "安装路灯"], ["修桥"], ["修桥"], ["安装路灯"], []]


def test_the_head_says_what_is_in_the_box_and_is_signed(box):
    opened = box.open(issued=6)
    Ed25519PublicKey.from_public_bytes(box.keys.head_key).verify(opened.signature, opened.head.encode())
    head = json.loads(opened.head)
    assert secrecy.canonical(head).decode() == opened.head
    sheet = head.pop("sheet")
    assert head == {
        "format": "congress-ballot-box/1",
        "poll": str(box.poll),
        "definition_sha256": secrecy.sha256(secrecy.canonical(box.definition)),
        "roll_sha256": "5e" * 32,
        "signing_key_sha256": secrecy.sha256(box.keys.signing_key),
        "sealing_key_sha256": secrecy.sha256(box.keys.sealing_key),
        "signed": 5,
        "checked": 0,
        "ballots": 5,
        "serials_root": secrecy.list_root(opened.serials),
        "choices_root": secrecy.list_root(opened.choices),
    }
    assert {name: sheet[name] for name in ("issued", "received", "void", "blank")} == {
        "issued": 6, "received": 5, "void": 0, "blank": 1,
    }  # fmt: skip
    assert [(item["name"], item["approve"]) for item in sheet["items"]] == [
        ("修桥", 3), ("安装路灯", 2), ("通自来水", 0),
    ]  # fmt: skip


def test_another_head_does_not_verify(box):
    opened = box.open()
    key = Ed25519PublicKey.from_public_bytes(box.keys.head_key)
    with pytest.raises(InvalidSignature):
        key.verify(opened.signature, opened.head.replace('"signed":5', '"signed":6').encode())


def test_the_same_set_in_any_order_gives_the_same_answer(box):
    assert box.open() == box.open(box.papers[::-1])


def test_fewer_ballots_than_signed_are_lawful(box):
    opened = box.open(box.papers[:4])
    assert (json.loads(opened.head)["signed"], json.loads(opened.head)["ballots"]) == (5, 4)


def checked(keeper, number: int) -> "Box":
    """A box of so many ballots, each found valid and stored."""
    box = Box(keeper, [["修桥"]] * number)
    for paper in box.papers:
        keeper.check(*paper.cast)
        keeper.stored(box.poll, paper.serial)
    return box


def test_what_was_not_stored_is_not_missed(box):
    for paper in box.papers:
        box.keeper.check(*paper.cast)
    box.keeper.stored(box.poll, box.papers[0].serial)
    opened = box.open(box.papers[:1])
    assert json.loads(opened.head)["checked"] == 1


def test_what_was_never_found_valid_is_not_missed_either(box):
    box.keeper.stored(box.poll, box.papers[0].serial)
    box.keeper.stored(box.poll, "ab" * 32)
    assert json.loads(box.open([]).head)["checked"] == 0


def test_no_chosen_ballot_is_opened_while_others_exist(keeper):
    box = checked(keeper, 5)
    for papers, missing in ((box.papers[:1], 4), (box.papers[:3], 2), ([], 5)):
        sentence = box.refusal(papers).sentence
        assert sentence.startswith(f"投票时核对有效的5张票中,有{missing}张不在这次提交的票箱里,没有开箱")
    assert json.loads(box.open().head)["checked"] == 5


@pytest.mark.parametrize(("number", "tolerated"), [(1, 1), (39, 1), (40, 2)])
def test_one_in_twenty_may_be_lost(keeper, number, tolerated):
    box = checked(keeper, number)
    if number > tolerated:
        assert "没有开箱" in box.refusal(box.papers[tolerated + 1 :]).sentence
    head = json.loads(box.open(box.papers[tolerated:]).head)
    assert (head["checked"], head["ballots"]) == (number, number - tolerated)


def test_what_was_found_valid_is_known_after_a_restart_and_a_torn_write(own_keeper):
    box = checked(own_keeper.client, 3)
    own_keeper.kill()
    with (own_keeper.of(box.poll) / "checked").open("ab") as file:
        file.write(b"torn")
    own_keeper.start()
    box.keeper.check(*box.papers[0].cast)
    assert box.refusal(box.papers[:1]).sentence.startswith("投票时核对有效的3张票中,有2张")
    opened = box.open()
    own_keeper.restart()
    assert box.open() == opened


def test_an_empty_box_opens(box):
    opened = box.open([])
    assert (opened.serials, opened.choices) == ([], [])
    assert json.loads(opened.head)["serials_root"] == secrecy.sha256(b"")


def test_a_second_different_opening_is_refused(box):
    first = box.open()
    subset = box.refusal(box.papers[:1])
    assert isinstance(subset, Conflict)
    assert subset.sentence == acts.OPENED_OTHERWISE
    assert box.refusal([]).sentence == acts.OPENED_OTHERWISE
    assert box.refusal(issued=9).sentence == acts.OPENED_OTHERWISE
    other = replace(box.papers[0], sealed=resealed(box, box.papers[0], box.papers[0].token))
    assert box.refusal([other, *box.papers[1:]]).sentence == acts.OPENED_OTHERWISE
    assert box.open() == first


def test_after_the_opening_nothing_is_signed_or_checked(box):
    box.open()
    with pytest.raises(WrongState, match=acts.OPENED):
        box.keeper.sign(box.poll, box.papers[0].blinded)
    with pytest.raises(WrongState, match=acts.OPENED):
        box.keeper.check(*box.papers[0].cast)
    with pytest.raises(WrongState, match=acts.OPENED):
        box.keeper.stored(box.poll, box.papers[0].serial)


def test_a_refused_opening_leaves_the_vote_going_on(box):
    box.refusal(issued=4)
    box.keeper.check(*box.papers[0].cast)
    box.papers.append(box.take({"approve": []}))
    assert len(box.open().serials) == 6


def test_more_signed_than_issued_is_refused(box):
    assert box.refusal(issued=4).sentence.startswith("密钥保管进程签发过5张票,多于登记发出的4张")


def test_more_ballots_than_signed_are_refused(box):
    stranger = Box(box.keeper).papers[0]
    error = box.refusal([*box.papers, stranger], issued=9)
    assert error.sentence.startswith("票箱中有6张票,而密钥保管进程只签发过5张")


def test_no_more_are_signed_than_there_are_voters(keeper):
    box = Box(keeper, CHOICES[:3], voters=3)
    with pytest.raises(Conflict, match=acts.ALL_SIGNED):
        box.take({"approve": []})
    assert box.papers[0].signed_by(keeper)
    assert json.loads(box.open().head)["signed"] == 3


def test_no_more_are_signed_than_there_are_voters_however_many_ask_at_once(keeper):
    made = definition(voters=3)
    keys, poll, given = keeper.create(made), UUID(made["poll"]), []

    def sign(paper) -> None:
        with suppress(Conflict):
            given.append(keeper.sign(poll, paper.blinded))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(sign, [take(keys, poll, {"approve": []}) for _ in range(8)]))
    assert len(given) == 3
    assert json.loads(keeper.open(poll, [], 3).head)["signed"] == 3


def test_signatures_from_before_a_restart_count_towards_the_voters(own_keeper):
    box = Box(own_keeper.client, CHOICES[:3], voters=3)
    own_keeper.restart()
    with pytest.raises(Conflict, match=acts.ALL_SIGNED):
        box.take({"approve": []})


def test_more_issued_than_voters_is_refused(keeper):
    box = Box(keeper, CHOICES[:3], voters=3)
    assert box.refusal(issued=8).sentence.startswith("登记发出电子票8张,多于表决开始时的电子投票人3人")
    assert len(box.open(issued=3).serials) == 3


def test_a_ballot_twice_in_the_box_is_refused(box):
    assert box.refusal([*box.papers[:2], box.papers[0]]).sentence == acts.TWICE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda box, paper: replace(paper, signature=secrets.token_bytes(256)),
        lambda box, paper: replace(paper, randomizer=secrets.token_bytes(32)),
        lambda box, paper: replace(paper, token=secrets.token_bytes(32)),
        lambda box, paper: replace(paper, sealed=box.papers[1].sealed),
        lambda box, paper: replace(paper, sealed=secrets.token_bytes(len(paper.sealed))),
        lambda box, paper: replace(paper, sealed=paper.sealed[:-1]),
        lambda box, paper: replace(paper, sealed=resealed(box, paper, secrets.token_bytes(32))),
        lambda box, paper: box.take({"approve": ["建公园"]}),
        lambda box, paper: Box(box.keeper).papers[0],
    ],
)
def test_one_unlawful_ballot_keeps_the_box_closed(box, spoil):
    spoilt = spoil(box, box.papers[0])
    error = box.refusal([spoilt, *box.papers[1:]], issued=9)
    assert error.sentence.startswith(f"票箱中有1张票未经签发、被改动或无法读取(首张票号{spoilt.serial[:12]})")
    assert len(box.open(issued=9).serials) == 5


def test_every_signature_given_away_while_the_box_is_opened_is_counted(keeper):
    box, given = Box(keeper, [[] for _ in range(100)]), []
    papers = [take(box.keys, box.poll, {"approve": []}) for _ in range(300)]

    def sign(paper) -> None:
        with suppress(WrongState):
            given.append(keeper.sign(box.poll, paper.blinded))

    with ThreadPoolExecutor(4) as threads:
        signing = [threads.submit(sign, paper) for paper in papers]
        while len(given) < 20:
            time.sleep(0.001)
        opened = box.open(issued=400)
    assert all(work.exception() is None for work in signing)
    assert 20 <= len(given) < 300
    assert json.loads(opened.head)["signed"] == 100 + len(given)


def test_write_ins_are_counted_by_name(keeper):
    election = CountingRules(Model.ELECTION, Base.ALL, seats=1)
    box = Box(keeper, choices=[["甲"]], rules=election, options=["甲"])
    box.papers += [box.take({"approve": ["张三"], "oppose": ["甲"]}) for _ in range(2)]
    items = json.loads(box.open().head)["sheet"]["items"]
    assert [(item["name"], item["approve"]) for item in items] == [("甲", 1), ("张三", 2)]


def test_creating_again_gives_the_same_keys(box):
    assert box.keeper.create(box.definition) == box.keys
    assert box.keeper.create(json.loads(json.dumps(box.definition))) == box.keys


def test_another_definition_gets_other_keys_only_before_the_first_signature(keeper):
    made = definition()
    first = keeper.create(made)
    changed = made | {"present": 5}
    second = keeper.create(changed)
    assert second.signing_key != first.signing_key
    take(second, UUID(made["poll"]), {"approve": []}).signed_by(keeper)
    with pytest.raises(Conflict, match="密钥不能更换"):
        keeper.create(made)
    assert keeper.create(changed) == second


def test_keys_of_a_box_opened_empty_are_not_replaced(keeper):
    made = definition()
    keeper.create(made)
    keeper.open(UUID(made["poll"]), [], 0)
    with pytest.raises(Conflict):
        keeper.create(made | {"present": 5})


def test_destroyed_keys_are_gone(running, box):
    keys = running.of(box.poll) / "keys"
    assert keys.exists()
    box.open()
    for _ in range(2):
        box.keeper.destroy(box.poll)
    assert not keys.exists()
    acted = [
        lambda: box.keeper.create(box.definition),
        lambda: box.keeper.sign(box.poll, box.papers[0].blinded),
        lambda: box.keeper.check(*box.papers[0].cast),
        box.open,
    ]
    for act in acted:
        with pytest.raises(WrongState, match=acts.DESTROYED):
            act()


def test_destroying_what_was_never_made_forbids_making_it(keeper):
    made = definition()
    keeper.destroy(UUID(made["poll"]))
    with pytest.raises(WrongState, match=acts.DESTROYED):
        keeper.create(made)


def test_an_unknown_poll_does_not_open(keeper):
    with pytest.raises(WrongState, match=acts.UNKNOWN):
        keeper.open(uuid4(), [], 0)
