"""How two versions of a plan differ, in words: sessions and topics added, dropped, moved, changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.systems.town_sessions.rules.planning import SessionFacts, TopicFacts
from apps.systems.town_sessions.rules.templates import FORMS

ADDED, DROPPED, MOVED, CHANGED = "added", "dropped", "moved", "changed"
LABELS = {ADDED: "新增", DROPPED: "取消", MOVED: "移动", CHANGED: "修改"}
TONES = {ADDED: "green", DROPPED: "red", MOVED: "blue", CHANGED: "orange"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference with the sentence that tells it; `about` is session or topic."""

    kind: str
    about: str
    sentence: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def tone(self) -> str:
        return TONES[self.kind]


def differences(old: Sequence[SessionFacts], new: Sequence[SessionFacts]) -> list[Difference]:
    """From the replaced version to the new one; sessions first, then topics."""
    return [*_of_sessions(old, new), *_of_topics(old, new)]


def is_as_before(old: SessionFacts, new: SessionFacts) -> bool:
    """Whether a session stands as it stood, whatever its place among the others."""
    return replace(old, ordinal=0) == replace(new, ordinal=0)


def _of_sessions(old: Sequence[SessionFacts], new: Sequence[SessionFacts]) -> Iterator[Difference]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    for session in new:
        if session.key not in before:
            kind = "视情召开的会议" if session.is_extra else "会议"
            yield Difference(ADDED, "session", f"增加{kind}“{session.theme}”({session.when}),为{session.name}。")
        else:
            yield from _of_session(before[session.key], session)
    for session in old:
        if session.key not in after:
            yield Difference(DROPPED, "session", f"取消原{session.name}“{session.theme}”({session.when})。")


def _of_session(old: SessionFacts, new: SessionFacts) -> Iterator[Difference]:
    if (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on):
        yield Difference(MOVED, "session", f"“{new.theme}”由{old.when}改为{new.when}。")
    parts = [
        ("主题", old.theme, new.theme),
        ("会议形式", _forms(old), _forms(new)),
        ("责任人", old.responsible, new.responsible),
        ("会前活动", old.activities, new.activities),
        ("召开方式", _kind(old), _kind(new)),
    ]
    for what, was, now in parts:
        if was != now:
            yield Difference(CHANGED, "session", f"{new.name}的{what}由“{was or '未定'}”改为“{now or '未定'}”。")


def _forms(session: SessionFacts) -> str:
    return "、".join(FORMS.get(form, form) for form in session.forms)


def _kind(session: SessionFacts) -> str:
    return "视情召开" if session.is_extra else "固定召开"


def _of_topics(old: Sequence[SessionFacts], new: Sequence[SessionFacts]) -> Iterator[Difference]:
    before = {topic.key: (session, topic) for session in old for topic in session.topics}
    after = {topic.key: (session, topic) for session in new for topic in session.topics}
    for key, (session, topic) in after.items():
        if key not in before:
            yield Difference(ADDED, "topic", f"{session.name}增加议题“{topic.title}”。")
            continue
        was_in, was = before[key]
        if was_in.key != session.key:
            sentence = f"议题“{topic.title}”由原{was_in.name}({was_in.when})移到{session.name}({session.when})。"
            yield Difference(MOVED, "topic", sentence)
        yield from _of_topic(session, was, topic)
    for key, (session, topic) in before.items():
        if key not in after:
            yield Difference(DROPPED, "topic", f"原{session.name}取消议题“{topic.title}”。")


def _of_topic(session: SessionFacts, old: TopicFacts, new: TopicFacts) -> Iterator[Difference]:
    parts = [
        ("名称", old.title, new.title),
        ("类型", old.topic_label, new.topic_label),
        ("报告单位", old.unit, new.unit),
        ("报告人", old.reporter, new.reporter),
        ("材料期限", f"会前{old.material_days}日", f"会前{new.material_days}日"),
    ]
    for what, was, now in parts:
        if was != now:
            sentence = f"{session.name}议题“{new.title}”的{what}由“{was or '未定'}”改为“{now or '未定'}”。"
            yield Difference(CHANGED, "topic", sentence)
