"""What is in the way of an act on a submission."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.foundation.core.errors import Issue
from apps.foundation.core.typed import PHONE

TEXT_LIMIT, OFFICIAL_TEXT_LIMIT = 2000, 8000
"""What the public may write, and what members and organs may."""
SENTENCE_LIMIT = 500
PHOTO_LIMIT = 6
Position = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known when a sentence comes in."""

    text: str
    is_anonymous: bool
    is_member: bool
    has_person: bool
    name: str
    phone: str
    photos: int
    position: Position | None
    limit: int = TEXT_LIMIT


def issues_before_receiving(arrival: Arrival) -> Iterator[Issue]:
    """A sentence is needed, everything else is free; who stays anonymous leaves neither name nor phone."""
    if not arrival.text.strip():
        yield Issue("no_text", "请写下要反映的事情。")
    if len(arrival.text) > arrival.limit:
        yield Issue("long_text", f"内容最多 {arrival.limit} 字,现有 {len(arrival.text)} 字,请精简后再提交。")
    if arrival.photos > PHOTO_LIMIT:
        yield Issue("many_photos", f"照片最多 {PHOTO_LIMIT} 张,请去掉一些再提交。")
    if arrival.is_anonymous and (arrival.name or arrival.phone):
        yield Issue("anonymous_named", "匿名反映不登记姓名和电话。")
    if arrival.is_member != arrival.has_person:
        yield Issue("no_person", "以本人身份反映的,须为已登录的代表;其他人请按居民或匿名登记。")
    if arrival.phone and not PHONE.fullmatch(arrival.phone):
        yield Issue("phone", "联系电话请填数字,如 13800001234 或 023-12345678。")
    if arrival.position and not is_on_earth(arrival.position):
        yield Issue("position", "位置坐标不正确,请重新定位或不填。")


def is_on_earth(position: Position) -> bool:
    """Latitude and longitude in degrees."""
    return abs(position[0]) <= 90 and abs(position[1]) <= 180


@dataclass(frozen=True, slots=True)
class Merging:
    """Two submissions of which one is to end in the other. Paths are those of their areas.

    `is_handled`: the one that ends is a matter already, and goes where its matter goes.
    """

    number: str
    into: str
    is_same: bool
    is_merged: bool
    into_is_merged: bool
    is_withdrawn: bool
    into_is_withdrawn: bool
    into_ends_here: bool
    is_handled: bool
    shares_office: bool
    shares_purpose: bool
    path: str
    into_path: str
    reason: str


def issues_before_merging(merging: Merging) -> Iterator[Issue]:
    """Only into another one that still stands by itself, in the same town or street or above or below it."""
    yield from _issues_with_into(merging)
    if merging.is_handled:
        yield Issue("handled", f"{merging.number}号已立案办理,请在办理事项的页面并案。")
    if merging.is_withdrawn:
        yield Issue("withdrawn", f"{merging.number}号已由反映人撤回,无须合并。")
    if merging.is_merged:
        yield Issue("merged", f"{merging.number}号已经合并过,不能再次合并。")
    nested = merging.path.startswith(merging.into_path) or merging.into_path.startswith(merging.path)
    if not (nested or merging.shares_office):
        yield Issue("elsewhere", "两件不在同一镇街,不能合并。")
    if not merging.reason.strip():
        yield Issue("no_reason", "请写明合并的理由。")


def _issues_with_into(merging: Merging) -> Iterator[Issue]:
    if merging.is_same:
        yield Issue("itself", "不能并入自己,请选择另一件。")
    elif merging.into_ends_here:
        yield Issue("circle", f"{merging.into}号已并入{merging.number}号,不能再反过来合并。")
    elif merging.into_is_merged:
        yield Issue("not_standing", f"{merging.into}号自己已并入别的一件,请并入它最后并入的那一件。")
    elif merging.into_is_withdrawn:
        yield Issue("into_withdrawn", f"{merging.into}号已由反映人撤回,不再办理,请并入仍在办理的一件。")
    elif not merging.shares_purpose:
        yield Issue("other_purpose", "两件的用途不同,分别由不同的系统办理,不能合并。")


def issues_with_sentence(sentence: str) -> Iterator[Issue]:
    """What the proposer is told is short and says something."""
    if not sentence.strip():
        yield Issue("no_sentence", "请写一句反映人看得懂的话,说明办到哪一步、结果怎样。")
    if len(sentence) > SENTENCE_LIMIT:
        yield Issue("long_sentence", f"告知的话最多 {SENTENCE_LIMIT} 字,请精简。")
