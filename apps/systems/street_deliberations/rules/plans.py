"""实施方案: the sections it usually has, and what is missing before it goes to the party working committee."""

from collections.abc import Iterator, Sequence
from typing import Any

from apps.foundation.core.errors import Issue

NO_PLAN = "街道党工委还没有批准实施方案。请先拟定实施方案,报党工委研究批准,再办理名额分配、推荐和确定。"
SECTIONS_LIMIT = 20
USUAL = (
    ("指导思想", "坚持党的领导,践行全过程人民民主,规范街道议事代表会议制度,拓宽群众有序参与基层治理的渠道。"),
    ("组织领导", "街道党工委统一领导,人大街道工委组织实施,街道办事处和有关单位协同配合。"),
    ("议事代表的名额和分配", "议事代表名额按照社区(村)、驻区单位和界别分配,每个社区(村)都有名额,具体见名额分配表。"),
    (
        "推荐条件和程序",
        "年满18周岁、具有中国国籍、在本街道居住或者工作满一年。经自荐或者组织推荐、工委初审、联审、党工委审查、公示后确定。",
    ),
    ("会议组织", "每年召开议事代表会议1至2次,由人大街道工委召集并主持,过半数议事代表出席始得举行。"),
    (
        "意见建议的交办和反馈",
        "会议期间和闭会期间提出的意见建议,由人大街道工委交办,承办单位按期书面答复,结果向议事代表反馈。",
    ),
    ("保障措施", "落实工作机构、人员和经费,经费列入街道部门预算。"),
)


def usual_sections() -> list[dict[str, str]]:
    return [{"title": title, "text": text} for title, text in USUAL]


def issues_before_submitting(sections: Sequence[dict[str, Any]], *, has_organ: bool) -> Iterator[Issue]:
    """A plan without text, or nobody to approve it."""
    if not sections:
        yield Issue("empty", "实施方案还没有内容,请先填写。")
    for section in sections:
        if not section["text"].strip():
            yield Issue("no_text", f"“{section['title']}”还没有内容,请填写或者删去这一部分。")
    if not has_organ:
        yield Issue("no_organ", "本街道还没有登记党工委,请先在“单位”中登记,再报送。")
