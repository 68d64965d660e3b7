"""The bundle of a secret poll, verify.py before honest and tampered ones, and its recount against the portal's."""

import ast
import json
import subprocess
import sys
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.congress.ballots.bundle import VERIFIERS, bundle_zip
from apps.congress.ballots.rules.measures import Model, ScoreRule
from apps.congress.ballots.rules.results import result_lines
from apps.congress.ballots.rules.secrecy import canonical, in_order, rules_in
from apps.congress.ballots.rules.sheets import electronic_sheet
from apps.congress.ballots.verifiers import verify
from tests.congress.ballots.blind_keys import new_keys
from tests.congress.ballots.full_box import BOXES, GRADES, NAMES, box_named, definition, full_box, head_of

RFC_8032 = (
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
)  # fmt: skip
ACCUSED = {
    "poll.json": {"表决定义与箱首一致"},
    "keys.json": {"公钥与箱首一致", "箱首密钥指纹与纸上一致"},
    "serials.json": {"票号清单与箱首一致"},
    "choices.json": {"票面清单与箱首一致"},
    "head.json": {"箱首的签名有效"},
    "head.sig": {"箱首的签名有效"},
    "result.txt": {"结果文件与重新计票一致"},
}


def report(files, prints):
    return verify.report(verify.Box(files, *prints))


def failed(files, prints) -> list[str]:
    lines, passed = report(files, prints)
    found = [line[2:].partition(":")[0] for line in lines if line.startswith("✘")]
    assert passed == (not found)
    return found


@pytest.mark.parametrize("name", BOXES)
def test_an_honest_box_passes_and_gives_the_printed_result(name):
    box = box_named(name)
    files = box.files()
    lines, passed = report(files, box.prints())
    assert passed, lines
    printed = result_lines(box.definition, box.head["sheet"])
    assert lines[-len(printed) :] == printed
    assert files["result.txt"].decode().splitlines() == printed


def test_the_result_is_one_line_a_figure():
    box = box_named("election")
    assert result_lines(box.definition, box.head["sheet"])[:13] == [
        "表决 民生实事项目票决", "机关 青禾镇人民代表大会", "应到 12", "实到 11", "发出电子票 10", "收回电子票 5",
        "有效票 5", "废票 0", "弃权票 1", "道路硬化 赞成 2", "道路硬化 反对 2", "道路硬化 弃权 1", "饮水“改造” 赞成 0",
    ]  # fmt: skip
    assert result_lines(box.definition, box.head["sheet"])[-2:] == ["李𠮷(另选) 赞成 1", "张三(另选) 赞成 2"]


@pytest.mark.parametrize("file", ACCUSED)
def test_no_byte_of_a_data_file_can_be_changed(file):
    box = box_named("assessment")
    files, prints = box.files(), box.prints()
    content = files[file]
    for place in {0, len(content) - 1, *range(0, len(content), max(len(content) // 40, 1))}:
        for bit in (0x01, 0x20, 0x80):
            changed = content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
            assert ACCUSED[file] & {*failed(files | {file: changed}, prints)}, (place, bit)


@pytest.mark.parametrize("file", ACCUSED)
def test_nothing_can_be_added_cut_or_left_out(file):
    box = box_named("per_item")
    files, prints = box.files(), box.prints()
    for content in (b"", files[file][:-1], files[file] + b"\n", b" " + files[file], b"\xef\xbb\xbf" + files[file]):
        assert failed(files | {file: content}, prints) != []
    missing = {name: content for name, content in files.items() if name != file}
    assert "文件齐全" in failed(missing, prints)


def test_who_rewrites_and_signs_with_another_head_key_is_betrayed_by_the_fingerprint_on_paper():
    honest = box_named("per_item")
    forged = full_box(honest.definition, [choice for choice in honest.choices[:1] for _ in range(3)])
    forged = replace(forged, keys=replace(forged.keys, head=new_keys().head))
    lines, passed = report(forged.files(), forged.prints())
    assert passed, lines
    assert failed(forged.files(), honest.prints()) == ["箱首密钥指纹与纸上一致"]


def test_who_makes_new_poll_keys_is_betrayed_as_well():
    honest = box_named("per_item")
    forged = full_box(honest.definition, honest.choices, keys=replace(new_keys(), head=honest.keys.head))
    assert failed(forged.files(), honest.prints()) == ["本次表决密钥指纹与纸上一致"]


@pytest.mark.parametrize("name", ["per_item", "choose_up_to"])
def test_even_the_keeper_cannot_sign_what_does_not_add_up(name):
    box = box_named(name)
    changes = {
        "count": {"sheet": box.head["sheet"] | {"blank": 0}},
        "signed": {"signed": 1},
        "issued": {"signed": 11},
        "poll": {"poll": "another"},
        "roll": {"roll_sha256": "cd" * 32},
    }
    found = {what: failed(box.with_head(**change).files(), box.prints()) for what, change in changes.items()}
    assert found == {
        "count": ["重新计票与箱首一致", "结果文件与重新计票一致"],
        "signed": ["收回不多于签发,签发不多于发出"],
        "issued": ["收回不多于签发,签发不多于发出"],
        "poll": ["表决定义与箱首一致"],
        "roll": ["表决定义与箱首一致"],
    }


def test_how_many_were_found_valid_is_told_and_proves_nothing():
    box = box_named("per_item")
    told = "✔ 供参考:投票时密钥保管进程核对有效的票2张,票箱收回3张"
    restored = box.with_head(checked=2)
    assert told in report(restored.files(), restored.prints())[0]
    unstated = replace(box, head={name: value for name, value in box.head.items() if name != "checked"})
    assert failed(unstated.files(), unstated.prints()) == []


STUFFED = {"issued": {"voters": 9}, "voters": {"voters": 12}, "present": {"present": 13}}


@pytest.mark.parametrize("what", STUFFED)
def test_more_ballots_than_voters_and_more_voters_than_people_are_found(what):
    honest = box_named("per_item")
    stuffed = full_box(honest.definition | STUFFED[what], honest.choices)
    lines, _ = report(stuffed.files(), stuffed.prints())
    [told] = [line for line in lines if line.startswith("✘")]
    assert told.startswith("✘ 发出不多于投票人,投票人不多于实到,实到不多于应到:票数与人数不合:发出电子票10张")


def test_a_ballot_that_nobody_signed_one_twice_and_a_list_out_of_order_are_found():
    box = box_named("per_item")

    def failed_with(serials, choices):
        head = head_of(box.definition, choices, serials, box.keys, 9)
        return failed(replace(box, serials=serials, choices=choices, head=head).files(), box.prints())

    stranger = new_keys().signed_serial()
    assert failed_with(sorted([*box.serials[1:], stranger]), box.choices) == ["每张票都经签发"]
    twice = [box.serials[0], box.serials[0], box.serials[1]]
    assert failed_with(twice, box.choices) == ["票号没有重复"]
    assert failed_with(box.serials[::-1], box.choices) == ["票号没有重复"]
    assert failed_with(box.serials, box.choices[::-1]) == ["票面清单与箱首一致"]
    assert failed_with(box.serials[1:], box.choices) == ["收回不多于签发,签发不多于发出"]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_ed25519_holds_as_rfc_8032_says_and_for_nothing_else(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert verify.ed25519_holds(key, message, signature)
    assert not verify.ed25519_holds(key, message + b"\0", signature)
    assert not verify.ed25519_holds(key, message, signature[:-1])
    assert not verify.ed25519_holds(bytes([2]) + bytes(31), message, signature)
    for place in (0, 31, 32, 63):
        changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        assert not verify.ed25519_holds(key, message, changed)
    more = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.ed25519_holds(key, message, signature[:32] + more.to_bytes(32, "little"))


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "hyphens", "full"])
def test_fingerprints_are_typed_however(typed):
    box = box_named("nobody")
    shapes = {
        "lower": lambda text: text.lower().replace(" ", ""),
        "hyphens": lambda text: text.replace(" ", "-"),
        "full": lambda text: "".join(chr(ord(sign) + 0xFEE0) if sign != " " else sign for sign in text),
    }
    shape = shapes.get(typed, typed.format)
    assert failed(box.files(), [shape(one) for one in box.prints()]) == []


OPTIONS = st.lists(st.sampled_from(NAMES), max_size=4)
NAMED = st.lists(st.sampled_from([*NAMES, "张三", "李𠮷"]), max_size=4)
SIDES = st.fixed_dictionaries({"approve": OPTIONS, "oppose": OPTIONS})
WHOLE = st.sampled_from([{"approve": [*NAMES], "oppose": []}, {"approve": [], "oppose": [*NAMES]}])
BALLOTS = {
    (Model.CHOOSE_UP_TO, None): OPTIONS,
    (Model.PER_ITEM, None): SIDES,
    (Model.PREFERENCE, ScoreRule.BORDA): OPTIONS,
    (Model.PREFERENCE, ScoreRule.FIRST_CHOICE): OPTIONS,
    (Model.WHOLE_LIST, None): SIDES | WHOLE,
    (Model.ELECTION, None): st.fixed_dictionaries({"approve": NAMED, "oppose": OPTIONS}),
    (Model.ASSESSMENT, None): st.dictionaries(st.sampled_from(NAMES), st.sampled_from(GRADES)),
}


@pytest.mark.parametrize("run_off", [False, True])
@pytest.mark.parametrize("kind", BALLOTS, ids=lambda kind: "-".join(part for part in kind if part))
@settings(deadline=None)
@given(data=st.data())
def test_it_counts_as_the_portal_counts(kind, run_off, data):
    """Void ballots too, which the keeper lets into no box."""
    model, score = kind
    seats = data.draw(st.integers(1, 4)) if model.needs_seats else None
    asked = json.loads(canonical(definition(model, seats, score, run_off=run_off)))
    choices = in_order(data.draw(st.lists(BALLOTS[kind], max_size=8)))
    sheet = asdict(electronic_sheet(rules_in(asked), asked["options"], choices, issued=9))
    assert canonical(verify.recount(asked, choices, 9)) == canonical(sheet)
    assert verify.result_lines(asked, sheet) == result_lines(asked, sheet)


def test_who_is_written_in_in_a_run_off_wins_nothing():
    sheet = box_named("run_off").head["sheet"]
    assert (sheet["void"], sheet["items"][-1]) == (1, {"name": "张三", "approve": 0, "write_in": True})


def test_the_zip_is_stored_and_always_the_same():
    files = box_named("nobody").files()
    packed = bundle_zip(files)
    assert packed == bundle_zip(dict(files))
    with ZipFile(BytesIO(packed)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {ZIP_STORED}
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert set(files) == {*ACCUSED, "说明.txt", "verify.html", "verify.py"}


def run(*arguments, given=""):
    command = [sys.executable, "-I", str(VERIFIERS / "verify.py"), *map(str, arguments)]
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_runs_by_itself_on_a_zip_or_a_folder(tmp_path):
    box = box_named("election")
    files, (head, poll) = box.files(), box.prints()
    packed = tmp_path / "bundle.zip"
    packed.write_bytes(bundle_zip(files))
    code, said = run(packed, head, poll)
    assert code == 0
    assert said.endswith("全部通过。请逐行对照结果报告单:\n" + files["result.txt"].decode())
    code, asked = run(packed, given=f"{head.lower()}\n{poll}\n")
    assert code == 0
    assert "箱首密钥指纹:本次表决密钥指纹:" in asked
    with ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert run(tmp_path / "unpacked", *f"{head} {poll}".split()) == (0, said)


def test_what_is_no_bundle_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "other.zip").write_bytes(b"no zip at all")
    for path in (tmp_path / "other.zip", tmp_path / "missing.zip"):
        code, said = run(path, "x")
        assert code == 1
        assert "打不开" in said
    code, said = run(tmp_path, "AB" * 32)
    assert code == 1
    assert "缺少文件:poll.json、keys.json" in said
    box = box_named("nobody")
    files = box.files()
    (tmp_path / "twice.zip").write_bytes(bundle_zip(files))
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(tmp_path / "twice.zip", "a") as archive:
        archive.writestr("head.json", files["head.json"])
    assert "缺少文件:head.json" in run(tmp_path / "twice.zip", *box.prints())[1]


def test_without_fingerprints_to_read_it_says_what_to_type(tmp_path):
    packed = tmp_path / "bundle.zip"
    packed.write_bytes(bundle_zip(box_named("election").files()))
    for line in ("", "AB\n"):
        code, said = run(packed, given=line)
        assert code == 2
        assert 'python3 verify.py bundle.zip "箱首密钥指纹" "本次表决密钥指纹"' in said


def test_an_old_python_can_read_it():
    ast.parse(Path(verify.__file__).read_text(), feature_version=(3, 8))
