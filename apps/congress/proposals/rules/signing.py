"""Who may bring what, with how many names, and what a text must have.

Sources: 地方组织法 art. 22 (motions: presidium, government, five deputies of a town, ten of a district), art. 24
(interpellations: ten deputies, in writing), art. 31 (removal: presidium or one fifth); 重庆市乡镇人民代表大会工作条例
art. 14, 18 and 27.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue

MOTION, INTERPELLATION, REMOVAL, MAJOR_MATTER = "motion", "interpellation", "removal", "major_matter"
PRESIDIUM, GOVERNMENT, DEPUTIES, PARTY_COMMITTEE = "presidium", "government", "deputies", "party_committee"
SOURCES = {
    MOTION: (DEPUTIES, PRESIDIUM, GOVERNMENT),
    INTERPELLATION: (DEPUTIES,),
    REMOVAL: (DEPUTIES, PRESIDIUM),
    MAJOR_MATTER: (PARTY_COMMITTEE, GOVERNMENT, PRESIDIUM, DEPUTIES),
}
NOUNS = {MOTION: "议案", INTERPELLATION: "质询案", REMOVAL: "罢免案", MAJOR_MATTER: "重大事项"}


@dataclass(frozen=True, slots=True)
class Signer:
    """A name under a proposal and what its seat is worth on the day: serving, suspended or ended."""

    name: str
    seat: str

    @property
    def counts(self) -> bool:
        return self.seat == "serving"

    @property
    def told(self) -> str:
        why = "已被暂停执行代表职务" if self.seat == "suspended" else "代表资格已终止"
        return f"{self.name}{why},不再计入联名"


def issues_with_signers(kind: str, signers: Sequence[Signer], needed: int) -> Iterator[Issue]:
    """Too few names that count, with who no longer counts and how many are missing."""
    counted = sum(1 for signer in signers if signer.counts)
    if counted >= needed:
        return
    lost = "".join(f"{signer.told}。" for signer in signers if not signer.counts)
    sentence = f"{NOUNS[kind]}须由{needed}名以上代表联名,现有效联名{counted}人,还差{needed - counted}人。"
    yield Issue("few_signers", sentence + lost)


@dataclass(frozen=True, slots=True)
class Content:
    """What a proposal says; `unit` is the organ questioned, `post` the office to be taken."""

    kind: str
    source: str
    title: str
    subject: str
    grounds: str
    text: str
    has_unit: bool
    has_post: bool
    is_street: bool


def issues_with_content(content: Content) -> Iterator[Issue]:
    """案由, 案据 and 方案; an organ for an interpellation, an office for a removal; no street."""
    if content.is_street:
        yield Issue("no_congress", "街道不是一级政权,没有议案、质询案、罢免案。街道的事项请作为意见建议提出。")
    if content.source not in SOURCES[content.kind]:
        yield Issue("source", f"{NOUNS[content.kind]}不能由所选的提出主体提出,请重新选择。")
    if not content.title.strip():
        yield Issue("no_title", "请填写标题。")
    if not content.subject.strip():
        yield Issue("no_subject", "请填写案由。")
    yield from _of_kind(content)


def _of_kind(content: Content) -> Iterator[Issue]:
    if content.kind in (MOTION, MAJOR_MATTER) and not content.grounds.strip():
        yield Issue("no_grounds", "请填写案据(提出的理由和依据)。")
    if content.kind in (MOTION, MAJOR_MATTER) and not content.text.strip():
        yield Issue("no_text", "请填写方案(拟请会议决定的内容)。")
    if content.kind == INTERPELLATION and not content.has_unit:
        yield Issue("no_unit", "请选择受质询的机关。质询案须写明质询对象、质询的问题和内容(地方组织法第二十四条)。")
    if content.kind == INTERPELLATION and not content.text.strip():
        yield Issue("no_text", "请填写质询的问题和内容。")
    if content.kind == REMOVAL and not content.has_post:
        yield Issue("no_post", "请选择拟罢免的人员和职务。")
    if content.kind == REMOVAL and not content.grounds.strip():
        yield Issue("no_grounds", "请写明罢免理由(地方组织法第三十一条)。")
