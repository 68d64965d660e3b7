"""Which ballots the keeper signs and lets pass, and which it refuses, in words for the voter."""

import json
import secrets
from uuid import uuid4

import pytest

from apps.congress.ballots.keeper.keys import NOT_A_BALLOT, NOT_SEALED_HERE, NOT_SIGNABLE, NOT_SIGNED
from apps.congress.ballots.rules.measures import Base, CountingRules, Model
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from tests.congress.ballots.keeper.voter import OPTIONS, definition, room, sealed, take

MARKS = {"approve": ["修桥"]}
ELECTION = CountingRules(Model.ELECTION, Base.ALL, seats=1)
ASSESSMENT = CountingRules(Model.ASSESSMENT, Base.PRESENT)
GRADES = ["满意", "不满意"]


@pytest.fixture(scope="module")
def poll_and_keys(running):
    return running.poll()


@pytest.fixture
def paper(keeper, poll_and_keys):
    poll, keys = poll_and_keys
    return take(keys, poll, MARKS).signed_by(keeper)


def refusal(keeper, paper) -> DomainError:
    with pytest.raises(DomainError) as caught:
        keeper.check(*paper.cast)
    return caught.value


def check(keeper, running, text: bytes | None = None, marks: object = None, **changed) -> DomainError | None:
    """What the keeper says to a signed ballot with these marks, or this text, in a new poll."""
    poll, keys = running.poll(**changed)
    padded = text.ljust(room(keys)) if text is not None else None
    paper = take(keys, poll, marks, padded).signed_by(keeper)
    try:
        return keeper.check(*paper.cast)
    except DomainError as error:
        return error


def test_public_keys_are_the_polls_own(keeper, running):
    (one, keys), (other, others) = running.poll(), running.poll()
    assert one != other
    assert keys.signing_key != others.signing_key
    assert keys.sealing_key != others.sealing_key
    assert keys.head_key == others.head_key == keeper.identity()
    assert (len(keys.sealing_key), len(keys.head_key), keys.ballot_size) == (32, 32, 256)


def test_a_good_ballot_passes_as_often_as_it_is_asked(keeper, paper):
    assert keeper.check(*paper.cast) is None
    assert keeper.check(*paper.cast) is None


def test_the_same_blinded_value_gets_the_same_signature(keeper, poll_and_keys):
    poll, keys = poll_and_keys
    paper = take(keys, poll, MARKS)
    assert keeper.sign(poll, paper.blinded) == keeper.sign(poll, paper.blinded)


@pytest.mark.parametrize("blinded", [b"", bytes(256), b"\xff" * 256, b"\x01" * 255, b"\x01" * 257])
def test_what_is_no_number_below_the_modulus_is_not_signed(keeper, poll_and_keys, blinded):
    with pytest.raises(DomainError, match=NOT_SIGNABLE):
        keeper.sign(poll_and_keys[0], blinded)


def test_a_forged_signature_is_refused(keeper, paper):
    paper.signature = secrets.token_bytes(256)
    error = refusal(keeper, paper)
    assert isinstance(error, NotAllowed)
    assert error.sentence == NOT_SIGNED


def test_a_blind_signature_itself_is_no_signature(keeper, poll_and_keys):
    poll, keys = poll_and_keys
    paper = take(keys, poll, MARKS)
    paper.signature = keeper.sign(poll, paper.blinded)
    assert refusal(keeper, paper).sentence == NOT_SIGNED


def test_other_spellings_of_a_signature_are_refused(keeper, paper):
    good = paper.signature
    larger = (int.from_bytes(good) + paper.modulus).to_bytes(257)
    spellings = [b"\0" + good, good + b"\0", good[:-1], b"", larger, larger[1:]]
    for spelling in spellings:
        paper.signature = spelling
        assert refusal(keeper, paper).sentence == NOT_SIGNED


@pytest.mark.parametrize("name", ["randomizer", "token"])
def test_a_signature_belongs_to_one_randomizer_and_one_token(keeper, paper, name):
    setattr(paper, name, secrets.token_bytes(32))
    assert refusal(keeper, paper).sentence == NOT_SIGNED


def test_randomizer_and_serial_cannot_be_split_elsewhere(keeper, paper):
    paper.randomizer += b"\0"
    assert refusal(keeper, paper).sentence == NOT_SIGNED


def test_a_signature_of_another_poll_is_refused(keeper, running, paper):
    other, keys = running.poll()
    stranger = take(keys, other, MARKS)
    stranger.token, stranger.randomizer, stranger.signature = paper.token, paper.randomizer, paper.signature
    text = paper.token + json.dumps(MARKS).encode()
    stranger.sealed = sealed(keys, other, paper.serial, text.ljust(keys.ballot_size))
    assert refusal(keeper, stranger).sentence == NOT_SIGNED


def test_a_sealed_text_copied_from_another_ballot_is_refused(keeper, poll_and_keys, paper):
    poll, keys = poll_and_keys
    copy = take(keys, poll, MARKS).signed_by(keeper)
    copy.sealed = paper.sealed
    assert refusal(keeper, copy).sentence == NOT_SEALED_HERE


@pytest.mark.parametrize("change", [-1, 1])
def test_a_ballot_of_another_length_is_refused(keeper, poll_and_keys, change):
    poll, keys = poll_and_keys
    text = json.dumps(MARKS).encode().ljust(room(keys) + change)
    assert refusal(keeper, take(keys, poll, text=text).signed_by(keeper)).sentence == NOT_SEALED_HERE


def test_sealed_garbage_is_refused(keeper, paper):
    length, good = len(paper.sealed), paper.sealed
    for garbage in (b"", bytes(length), secrets.token_bytes(length), good[:-1] + bytes([good[-1] ^ 1])):
        paper.sealed = garbage
        assert refusal(keeper, paper).sentence == NOT_SEALED_HERE


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[]", b"null", b"{", b"5", b'"approve"', b"\xff\xfe{}", b"[" * 200, b'{"approve":["\xe4\xbf',
        b'{"approve":5}', b'{"approve":null}', b'{"approve":"x"}', b'{"approve":[5]}', b'{"approve":{"x":1}}',
        b'{"grades":[]}', b'{"grades":{"x":5}}', b'{"approve":[],"voter":"x"}', b'{"approve":[]}\n!',
    ],
)  # fmt: skip
def test_a_text_that_is_no_ballot_is_refused(keeper, running, text):
    assert check(keeper, running, text).sentence == NOT_A_BALLOT


def test_a_deeply_nested_text_is_refused(keeper, running):
    options = [f"项目{number}" for number in range(600)]
    assert check(keeper, running, b"[" * 5000, options=options).sentence == NOT_A_BALLOT


@pytest.mark.parametrize("name", ["\\u0000", "\\ud800", "\\u001b"])
def test_a_write_in_that_no_list_could_hold_is_refused(keeper, running, name):
    text = f'{{"approve":["{name}"],"oppose":["甲"]}}'.encode()
    assert check(keeper, running, text, rules=ELECTION, options=["甲"]).sentence == NOT_A_BALLOT


def test_what_somebody_else_sealed_under_a_voters_serial_is_refused(keeper, poll_and_keys, paper):
    poll, keys = poll_and_keys
    for token in (b"", bytes(32), take(keys, poll, MARKS).token, bytes.fromhex(paper.serial)):
        paper.sealed = sealed(keys, poll, paper.serial, (token + json.dumps(MARKS).encode()).ljust(keys.ballot_size))
        assert refusal(keeper, paper).sentence == NOT_A_BALLOT


def test_padding_is_blanks(keeper, poll_and_keys):
    poll, keys = poll_and_keys
    text = json.dumps(MARKS).encode().ljust(room(keys), b"\0")
    assert refusal(keeper, take(keys, poll, text=text).signed_by(keeper)).sentence == NOT_A_BALLOT


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({"approve": OPTIONS}, "too_many"),
        ({"approve": ["修桥", "修桥"]}, "several_marks"),
        ({"approve": ["建公园"]}, "unknown_option"),
        ({"oppose": ["修桥"]}, "wrong_shape"),
        ({"grades": {"修桥": "满意"}}, "wrong_shape"),
    ],
)
def test_marks_that_could_not_be_cast_by_name_are_refused(keeper, running, marks, code):
    error = check(keeper, running, marks=marks)
    assert isinstance(error, NotReady)
    assert [issue.code for issue in error.issues] == [code]
    assert error.issues[0].sentence.endswith("。")


def test_a_ballot_with_too_many_marks_is_told_how_many(keeper, running):
    assert "最多选2项,您选了3项,请取消1项。" in str(check(keeper, running, marks={"approve": OPTIONS}))


@pytest.mark.parametrize("marks", [{}, {"approve": [], "oppose": [], "grades": {}}, {"approve": OPTIONS[:2]}])
def test_a_blank_and_a_full_ballot_pass(keeper, running, marks):
    assert check(keeper, running, marks=marks) is None


def test_other_models_are_checked_by_their_own_rules(keeper, running):
    election = {"rules": ELECTION, "options": ["甲"]}
    assert check(keeper, running, marks={"approve": ["张三"], "oppose": ["甲"]}, **election) is None
    assert check(keeper, running, marks={"approve": ["张三"]}, **election).issues[0].code == (
        "write_in_without_opposition"
    )
    assessment = {"rules": ASSESSMENT, "options": ["甲"], "grades": GRADES}
    assert check(keeper, running, marks={"grades": {"甲": "满意"}}, **assessment) is None
    assert check(keeper, running, marks={"grades": {"甲": "优秀"}}, **assessment).issues[0].code == "unknown_option"


def test_a_poll_without_keys_neither_signs_nor_checks(keeper, poll_and_keys, paper):
    paper.poll = uuid4()
    assert isinstance(refusal(keeper, paper), WrongState)
    with pytest.raises(WrongState):
        keeper.sign(paper.poll, paper.blinded)


@pytest.mark.parametrize("missing", ["poll", "rules", "options", "grades", "roll_sha256", "voters"])
def test_a_definition_that_lacks_something_makes_no_keys(keeper, missing):
    made = definition()
    del made[missing]
    with pytest.raises(DomainError, match="表决的定义不完整"):
        keeper.create(made)


@pytest.mark.parametrize("voters", [-1, True, "7", 7.5, None])
def test_what_is_no_number_of_voters_makes_no_keys(keeper, voters):
    with pytest.raises(DomainError, match="表决的定义不完整"):
        keeper.create(definition(voters=voters))
