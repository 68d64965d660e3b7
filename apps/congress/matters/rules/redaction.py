"""What a public version must not hold: numbers by which somebody is reached or known, and residents' names.

It proposes; the office reads and decides. What is surely private (mobile and identity numbers, bank cards, the
proposer's own name and number) is refused when it is published.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from apps.foundation.core.errors import Issue

SEP = r"[\s\-—–·.]?"
NOT_DIGIT, NOT_DIGIT_AFTER = r"(?<![0-9])", r"(?![0-9])"
IDENTITY = re.compile(f"{NOT_DIGIT}[1-9](?:{SEP}[0-9]){{16}}{SEP}[0-9Xx](?![0-9A-Za-z])")
OLD_IDENTITY = re.compile(
    rf"{NOT_DIGIT}[1-9][0-9]{{5}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}{NOT_DIGIT_AFTER}"
)
BANK_CARD = re.compile(f"{NOT_DIGIT}[3-9](?:{SEP}[0-9]){{15,18}}{NOT_DIGIT_AFTER}")
MOBILE = re.compile(f"{NOT_DIGIT}(?:\\+?86{SEP})?1{SEP}[3-9](?:{SEP}[0-9]){{9}}{NOT_DIGIT_AFTER}")
LANDLINE = re.compile(rf"{NOT_DIGIT}(?:\(?0[0-9]{{2,3}}\)?[\s\-—–]?)[2-9][0-9]{{6,7}}{NOT_DIGIT_AFTER}")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚欧"
)
"""The common ones that no everyday word begins with."""
ENDS = "反说的在家提希要等是有就和向因对将把门路屋地表认也都还又已"
WHO = "村民|居民|群众|业主|住户|社员|老人|户主|当事人|反映人|提出人|联系人|低保户|贫困户|残疾人"
AFTER_WHO = re.compile(f"(?:{WHO})[::]?\\s?([{SURNAMES}][\u4e00-\u9fa5][^\\W{ENDS}a-zA-Z0-9_]?)")
ADDRESSED = re.compile(f"([{SURNAMES}][\u4e00-\u9fa5]{{0,2}}?)(?=先生|女士|大姐|大爷|大妈|大叔|阿姨|婆婆|爷爷|奶奶)")
NUMBERS = {
    "身份证号": (IDENTITY, OLD_IDENTITY), "银行卡号": (BANK_CARD,), "手机号码": (MOBILE,), "电话号码": (LANDLINE,),
}  # fmt: skip
NEVER = ("身份证号", "银行卡号", "手机号码")
NAME, HIDDEN = "姓名", "某某"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was taken out: what it is, where it stood in the text, and what stands there now."""

    kind: str
    found: str
    masked: str


def proposal(text: str, names: Iterable[str] = ()) -> tuple[str, list[Finding]]:
    """The text with what looks private masked, and what that was; `names` are those of the people who brought it."""
    findings: list[Finding] = []
    text = _plain(text)
    for kind, patterns in NUMBERS.items():
        for pattern in patterns:
            text = pattern.sub(partial(_number_noted, findings, kind), text)
    for name in sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True):
        if name in text:
            text = text.replace(name, _noted(findings, NAME, name, _someone(name)))
    text = AFTER_WHO.sub(
        lambda found: found[0].removesuffix(found[1]) + _noted(findings, NAME, found[1], _someone(found[1])), text
    )
    text = ADDRESSED.sub(lambda found: _noted(findings, NAME, found[0], f"{found[0][0]}某"), text)
    return text, findings


def issues_in_public_text(label: str, text: str, names: Iterable[str] = ()) -> Iterator[Issue]:
    """What is surely private and must not be published, whoever overlooked it."""
    plain = _plain(text)
    for kind in NEVER:
        for pattern in NUMBERS[kind]:
            if found := pattern.search(plain):
                yield Issue("private_number", f"{label}中还有{kind}“{_starred(found[0])}”,请隐去后再公开。")
                plain = pattern.sub("", plain)
    for name in names:
        if len(name.strip()) > 1 and name.strip() in plain:
            yield Issue("private_name", f"{label}中还有反映人姓名“{_someone(name.strip())}”,请隐去后再公开。")


def _plain(text: str) -> str:
    """Full-width digits, letters and dashes as plain ones, so that none slips through; Chinese punctuation stays."""
    return "".join(unicodedata.normalize("NFKC", one) if _is_wide(one) else one for one in text)


def _is_wide(one: str) -> bool:
    return "＋" <= one <= "ｚ" and (one.isalnum() or one in "＋－")


def _noted(findings: list[Finding], kind: str, found: str, masked: str) -> str:
    findings.append(Finding(kind, found, masked))
    return masked


def _number_noted(findings: list[Finding], kind: str, found: re.Match[str]) -> str:
    return _noted(findings, kind, found[0], _starred(found[0]))


def _starred(number: str) -> str:
    """The first three characters, then stars for every digit or letter."""
    return number[:3] + "".join("*" if one.isalnum() else one for one in number[3:])


def _someone(name: str) -> str:
    return f"{name[0]}{HIDDEN}"
