"""核验无记名电子表决的票箱。只用 Python 3.8 以上自带的库,可以断网运行:

    python3 verify.py bundle.zip

程序会请您输入结果报告单上印着的两个指纹。也可以直接写在命令后面,先箱首密钥指纹,后本次表决密钥指纹。
bundle.zip 也可以是解压后的文件夹。退出码:全部通过为 0,没有读到指纹为 2,其他为 1。
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import unicodedata
import zipfile
from functools import cached_property
from pathlib import Path

DATA = ("poll.json", "keys.json", "serials.json", "choices.json", "head.json", "head.sig", "result.txt")
FORMAT = "congress-ballot-box/1"
WITH_OPPOSITION = ("per_item", "whole_list", "election")
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError)


class Wrong(Exception):
    """A check that failed; the text is the sentence that says what is wrong."""


def canonical(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fingerprint(*keys: bytes) -> str:
    digits = sha256(b"".join(keys))[:32].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def typed(text: str) -> str:
    """The hex digits of a fingerprint however it was typed: any case, blanks, hyphens, full-width forms."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())


def root_of(lines) -> str:
    """RFC 6962: leaves with 0, nodes with 1 before what is hashed; nothing at all is the hash of nothing."""
    level = [hashlib.sha256(b"\x00" + canonical(line)).digest() for line in lines]
    if not level:
        return sha256(b"")
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + b"".join(level[at : at + 2])).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0].hex()


# ---- RSA-PSS (RFC 8017, 9.1.2): SHA-384, MGF1 with SHA-384, salt of 48 bytes, 2048 bits
def der(content: bytes):
    """The first value of a DER encoding and what follows it."""
    length, start = content[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(content[2:start], "big")
    return content[start : start + length], content[start + length :]


def rsa_numbers(spki: bytes):
    """Modulus and exponent of a SubjectPublicKeyInfo."""
    _, bits = der(der(spki)[0])
    modulus, rest = der(der(der(bits)[0][1:])[0])
    exponent, _ = der(rest)
    return int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")


def mask(seed: bytes, length: int) -> bytes:
    blocks = (hashlib.sha384(seed + counter.to_bytes(4, "big")).digest() for counter in range(-(-length // 48)))
    return b"".join(blocks)[:length]


def pss_holds(modulus: int, exponent: int, message: bytes, signature: bytes) -> bool:
    number = int.from_bytes(signature, "big")
    if modulus.bit_length() != 2048 or len(signature) != 256 or number >= modulus:
        return False
    encoded = pow(number, exponent, modulus).to_bytes(256, "big")
    masked, digest, end = encoded[:207], encoded[207:255], encoded[255]
    if end != 0xBC or masked[0] & 0x80:
        return False
    unmasked = int.from_bytes(masked, "big") ^ int.from_bytes(mask(digest, 207), "big")
    block = (unmasked & (1 << 207 * 8 - 1) - 1).to_bytes(207, "big")
    salted = bytes(8) + hashlib.sha384(message).digest() + block[159:]
    return block[:159] == bytes(158) + b"\x01" and hashlib.sha384(salted).digest() == digest


# ---- Ed25519 (RFC 8032, 5.1): points in extended coordinates
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def point_sum(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point):
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = point_sum(total, point)
        point, scalar = point_sum(point, point), scalar >> 1
    return total


def x_of(y: int, sign: int) -> int:
    """The even or odd x that belongs to y. Raises ValueError where there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return x if x & 1 == sign else P - x


def decompressed(encoded: bytes):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = x_of(y, sign)
    return x, y, 1, x * y % P


def compressed(point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decompressed(BASE_Y.to_bytes(32, "little"))


def ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    if len(key) != 32 or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    try:
        x, y, z, t = decompressed(key)
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return compressed(point_sum(times(scalar, BASE), times(challenge, (P - x, y, z, P - t)))) == signature[:32]


# ---- the count
def sides(choice):
    """Whom a ballot approves and whom it opposes."""
    return (choice["approve"], choice["oppose"]) if isinstance(choice, dict) else (choice, [])


def is_void(definition, everybody: int, approve, oppose) -> bool:
    rules, marks = definition["rules"], [*approve, *oppose]
    if len(set(marks)) < len(marks):
        return True
    if rules["model"] == "whole_list":
        return any(0 < len(side) < everybody for side in (approve, oppose))
    if rules["seats"] is not None and len(approve) > rules["seats"]:
        return True
    if rules["model"] != "election" or all(name in definition["options"] for name in approve):
        return False
    return not oppose or not rules["threshold"]


def points(rules, name: str, ballots) -> int:
    """What a preference poll ranks by: N points for the first of N, or one for the first alone."""
    places = [approve.index(name) for approve, _ in ballots if name in approve]
    if rules["score_rule"] == "first_choice":
        return places.count(0)
    return sum((rules["seats"] or 0) - place for place in places)


def counted(definition, name: str, ballots) -> dict:
    model, written_in = definition["rules"]["model"], name not in definition["options"]
    approved = sum(approve.count(name) for approve, _ in ballots)
    if model == "preference":
        return {"name": name, "approve": points(definition["rules"], name, ballots), "marked": approved}
    if written_in:
        return {"name": name, "approve": approved, "write_in": True}
    if model not in WITH_OPPOSITION:
        return {"name": name, "approve": approved}
    opposed = sum(oppose.count(name) for _, oppose in ballots)
    return {"name": name, "approve": approved, "oppose": opposed, "abstain": len(ballots) - approved - opposed}


def graded(name: str, choices) -> dict:
    given = [choice[name] for choice in choices if name in choice]
    counts = {grade: given.count(grade) for grade in given}
    return {"name": name, "counts": counts, "abstain": len(choices) - len(given)}


def recount(definition, choices, issued: int) -> dict:
    """The box counted again, in the form of the head's sheet."""
    sheet = {"issued": issued, "received": len(choices), "void": 0}
    if definition["rules"]["model"] == "assessment":
        items = [graded(name, choices) for name in definition["options"]]
        return {**sheet, "blank": sum(not choice for choice in choices), "items": items}
    ballots = [sides(choice) for choice in choices]
    names = list(dict.fromkeys([*definition["options"], *(name for approve, _ in ballots for name in approve)]))
    valid = [ballot for ballot in ballots if not is_void(definition, len(names), *ballot)]
    sheet.update(void=len(ballots) - len(valid), blank=sum(not approve and not oppose for approve, oppose in valid))
    return {**sheet, "items": [counted(definition, name, valid) for name in names]}


LABELS = {
    "preference": (("approve", "得分(票)"), ("marked", "被选票数")),
    "choose_up_to": (("approve", "得票"),),
    **dict.fromkeys(WITH_OPPOSITION, (("approve", "赞成"), ("oppose", "反对"), ("abstain", "弃权"))),
}


def figures(definition, item):
    if definition["rules"]["model"] == "assessment":
        return [*((grade, item["counts"].get(grade, 0)) for grade in definition["grades"]), ("弃权", item["abstain"])]
    return [(label, item[part]) for part, label in LABELS[definition["rules"]["model"]] if part in item]


def result_lines(definition, sheet) -> list:
    """The result as the sheet of the congress prints it, one line per figure."""
    numbers = {
        "应到": definition["due"],
        "实到": definition["present"],
        "发出电子票": sheet["issued"],
        "收回电子票": sheet["received"],
        "有效票": sheet["received"] - sheet["void"],
        "废票": sheet["void"],
        "弃权票": sheet["blank"],
    }
    lines = ["表决 " + definition["title"], "机关 " + definition["body"]]
    lines += [f"{label} {number}" for label, number in numbers.items()]
    for item in sheet["items"]:
        name = item["name"] + ("(另选)" if item.get("write_in") else "")
        lines += [f"{name} {label} {number}" for label, number in figures(definition, item)]
    return lines


# ---- the checks
class Box:
    """The files of a bundle and the two fingerprints typed from paper."""

    def __init__(self, files: dict, head_print: str, poll_print: str) -> None:
        self.files = files
        self.head_print = typed(head_print)
        self.poll_print = typed(poll_print)

    def read(self, name: str):
        return json.loads(self.files[name].decode())

    @cached_property
    def head(self):
        return self.read("head.json")

    @cached_property
    def definition(self):
        return self.read("poll.json")

    @cached_property
    def serials(self):
        return self.read("serials.json")

    @cached_property
    def choices(self):
        return self.read("choices.json")

    @cached_property
    def keys(self):
        """Signing key, sealing key, head key."""
        keys = self.read("keys.json")
        signing = base64.b64decode(keys["signing_key"], validate=True)
        return signing, bytes.fromhex(keys["sealing_key"]), bytes.fromhex(keys["head_key"])


def files_are_there(box: Box) -> None:
    missing = "、".join(name for name in DATA if name not in box.files)
    if missing:
        raise Wrong(f"缺少文件:{missing}。请重新下载核验包。")


def head_print_agrees(box: Box) -> None:
    found = fingerprint(box.keys[2])
    if typed(found) != box.head_print:
        raise Wrong(f"包内密钥的指纹是 {found},与您照纸上输入的不同。输入无误的,这个包不是本平台签出的。")


def poll_print_agrees(box: Box) -> None:
    found = fingerprint(*box.keys[:2])
    if typed(found) != box.poll_print:
        raise Wrong(f"包内密钥的指纹是 {found},与您照纸上输入的不同。输入无误的,这个包不是本次表决的。")


def head_is_signed(box: Box) -> None:
    if not ed25519_holds(box.keys[2], box.files["head.json"], box.files["head.sig"]):
        raise Wrong("签名与箱首不符:箱首(head.json)、签名(head.sig)或密钥(keys.json)被改动过。")


def definition_is_meant(box: Box) -> None:
    if sha256(box.files["poll.json"]) != box.head["definition_sha256"]:
        raise Wrong("表决定义(poll.json)与箱首所记的不同,被改动过。")
    for name in ("format", "poll", "roll_sha256"):
        if box.head[name] != box.definition[name] or box.head["format"] != FORMAT:
            raise Wrong(f"箱首与表决定义不是同一次表决的({name} 不同)。")


def keys_are_meant(box: Box) -> None:
    signing, sealing, head = box.keys
    spelt = {"signing_key": base64.b64encode(signing).decode(), "sealing_key": sealing.hex(), "head_key": head.hex()}
    hashes = (box.head["signing_key_sha256"], box.head["sealing_key_sha256"])
    if canonical(spelt) != box.files["keys.json"] or hashes != (sha256(signing), sha256(sealing)):
        raise Wrong("公钥(keys.json)与箱首所记的不同,被改动过。")


def list_is_meant(name: str, lines, root: str, box: Box) -> None:
    if canonical(lines) != box.files[name] or root_of(lines) != root:
        raise Wrong(f"清单({name})与箱首所记的不同,被增减或改动过。")


def serials_are_meant(box: Box) -> None:
    list_is_meant("serials.json", box.serials, box.head["serials_root"], box)


def serials_are_unique(box: Box) -> None:
    numbers = [line[0] for line in box.serials]
    if numbers != sorted(set(numbers)):
        raise Wrong("票号有重复,或没有按次序排列。")


def ballots_are_signed(box: Box) -> None:
    numbers = rsa_numbers(box.keys[0])
    for place, (serial, randomizer, signature) in enumerate(box.serials, 1):
        if not pss_holds(*numbers, bytes.fromhex(randomizer + serial), bytes.fromhex(signature)):
            raise Wrong(f"第{place}张票(票号{serial[:12]}…)的签名无效,这张票不是发出的票。")


def choices_are_meant(box: Box) -> None:
    list_is_meant("choices.json", box.choices, box.head["choices_root"], box)
    spelt = [canonical(choice) for choice in box.choices]
    if spelt != sorted(spelt):
        raise Wrong("票面清单没有按次序排列,可能泄露投票先后。")


def numbers_agree(box: Box) -> None:
    ballots, signed, issued = box.head["ballots"], box.head["signed"], box.head["sheet"]["issued"]
    if not len(box.serials) == len(box.choices) == ballots <= signed <= issued:
        lists = f"票号{len(box.serials)}个,票面{len(box.choices)}张"
        raise Wrong(f"张数不合:{lists},箱首记收回{ballots}张、签发{signed}张、发出{issued}张。")


def people_agree(box: Box) -> None:
    issued = box.head["sheet"]["issued"]
    voters, present, due = (box.definition[name] for name in ("voters", "present", "due"))
    if not issued <= voters <= present <= due:
        people = f"电子投票人{voters}人、实到{present}人、应到{due}人"
        raise Wrong(f"票数与人数不合:发出电子票{issued}张,{people},前面的数不应大于后面的数。可能多发了票。")


def count_agrees(box: Box) -> None:
    if canonical(recount(box.definition, box.choices, box.head["sheet"]["issued"])) != canonical(box.head["sheet"]):
        raise Wrong("按票面清单重新计票的结果与箱首所记的不同。")


def result_agrees(box: Box) -> None:
    lines = result_lines(box.definition, recount(box.definition, box.choices, box.head["sheet"]["issued"]))
    if "".join(line + "\n" for line in lines).encode() != box.files["result.txt"]:
        raise Wrong("结果文件(result.txt)与重新计票的结果不同,被改动过。")


CHECKS = (
    ("文件齐全", files_are_there),
    ("箱首密钥指纹与纸上一致", head_print_agrees),
    ("本次表决密钥指纹与纸上一致", poll_print_agrees),
    ("箱首的签名有效", head_is_signed),
    ("表决定义与箱首一致", definition_is_meant),
    ("公钥与箱首一致", keys_are_meant),
    ("票号清单与箱首一致", serials_are_meant),
    ("票号没有重复", serials_are_unique),
    ("每张票都经签发", ballots_are_signed),
    ("票面清单与箱首一致", choices_are_meant),
    ("收回不多于签发,签发不多于发出", numbers_agree),
    ("发出不多于投票人,投票人不多于实到,实到不多于应到", people_agree),
    ("重新计票与箱首一致", count_agrees),
    ("结果文件与重新计票一致", result_agrees),
)


def report(box: Box):
    """The lines to print, and whether every check passed."""
    lines, failed = [], 0
    for title, check in CHECKS:
        try:
            check(box)
            lines.append("✔ " + title)
        except (Wrong, *UNREADABLE) as error:
            failed += 1
            reason = error if isinstance(error, Wrong) else "文件无法读取,被改动过或不完整。"
            lines.append(f"✘ {title}:{reason}")
    if failed:
        return [*lines, f"核验不通过,{failed}处不符。请不要采信这份结果,并告诉监票人。"], False
    if "checked" in box.head:
        lines.append(f"✔ 供参考:投票时密钥保管进程核对有效的票{box.head['checked']}张,票箱收回{box.head['ballots']}张")
    return [*lines, "全部通过。请逐行对照结果报告单:", *result_lines(box.definition, box.head["sheet"])], True


def files_of(path: Path) -> dict:
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in DATA if (path / name).is_file()}
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return {name: archive.read(name) for name in DATA if names.count(name) == 1}


def main(arguments) -> int:
    sys.stdout.reconfigure(errors="replace")
    if not arguments:
        print(__doc__)
        return 1
    try:
        files = files_of(Path(arguments[0]))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        print(f"✘ 打不开 {arguments[0]}:没有这个文件,或不是核验包。请重新下载。")
        return 1
    try:
        prints = typed("".join(arguments[1:])) or typed(input("箱首密钥指纹:")) + typed(input("本次表决密钥指纹:"))
    except EOFError:
        print('\n没有读到指纹。请照报告单写在命令后面: python3 verify.py bundle.zip "箱首密钥指纹" "本次表决密钥指纹"')
        return 2
    lines, passed = report(Box(files, prints[:32], prints[32:]))
    print("\n".join(lines))
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
