"""The editor of a draft: its sessions, and within each its topics; nothing typed is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from apps.congress.meetings.models import Topic
from apps.foundation.core.forms import DayField, RevisedForm, row_set
from apps.foundation.organisations.models import Unit
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.rules.planning import MOST_SESSIONS
from apps.systems.town_sessions.rules.templates import FORMS
from apps.systems.town_sessions.services.planning import SessionLine, TopicLine

MOST_TOPICS = 40
KINDS = (("", "固定召开"), ("extra", "视情召开"))


class RevisionForm(RevisedForm):
    """Which state of the draft the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SessionForm(forms.Form):
    """One session. Without a last day it is on its first."""

    slot = forms.UUIDField(required=False, widget=forms.HiddenInput)
    theme = forms.CharField(label="主题", max_length=120)
    kind = forms.ChoiceField(label="召开方式", choices=KINDS, required=False)
    starts_on = DayField(label="召开日期(时段的第一天)", widget=forms.DateInput())
    ends_on = DayField(label="最迟日期", required=False, widget=forms.DateInput(), help_text="日期已定的不填")
    responsible = forms.CharField(label="责任人", required=False, max_length=80)
    activities = forms.CharField(
        label="会前活动(视察、调研、执法检查)", required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    how = forms.MultipleChoiceField(
        label="会议形式", choices=list(FORMS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


class TopicForm(forms.Form):
    """One topic; an empty last row is left out. `move_to` puts it into another session of this page."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    topic = forms.ChoiceField(label="类型", choices=Topic.choices, initial=Topic.SPECIAL_REPORT)
    title = forms.CharField(label="议题", max_length=200)
    unit = forms.ChoiceField(label="报告单位", required=False)
    reporter = forms.CharField(label="报告人", required=False, max_length=80)
    material_days = forms.IntegerField(label="材料(会前日)", min_value=1, max_value=90)
    move_to = forms.IntegerField(label="移到第几次", required=False, min_value=1, max_value=MOST_SESSIONS)

    def __init__(self, *args: Any, units: list[tuple[str, str]], usual_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units
        self.fields["material_days"].initial = usual_days


SessionSet = row_set(SessionForm, MOST_SESSIONS + 8, known_by="slot", told_by="theme", extra=0, can_delete=True)
TopicSet = row_set(TopicForm, MOST_TOPICS, known_by="key", told_by="title", extra=1, can_order=True, can_delete=True)


@dataclass(frozen=True, slots=True)
class Block:
    """A session of the page with its topics; `number` is its place on the page."""

    number: int
    form: SessionForm
    topics: Any

    @property
    def index(self) -> int:
        """Its place in the names of the fields."""
        return self.number - 1


class PlanEditor:
    """The one page on which a draft is changed."""

    def __init__(self, data: Any, *, plan: AnnualPlan, units: list[Unit]) -> None:
        self._units = {str(unit.public_id): unit for unit in units}
        self._topic_kwargs = {
            "units": [("", "未定"), *((key, unit.name) for key, unit in self._units.items())],
            "usual_days": plan.measures.materials.value,
        }
        sessions = self._stored = list(plan.sessions.all())
        self.added_topics: list[str] = []
        self.form = RevisionForm(data, initial={"revision": plan.revision})
        self.sessions = SessionSet(
            data, prefix="sessions", initial=[_session_values(one) for one in sessions],
            form_kwargs={"empty_permitted": False},
        )  # fmt: skip
        self.blocks = [
            Block(number, form, self._topics(data, form.prefix, sessions[number - 1 : number]))
            for number, form in enumerate(self.sessions, start=1)
        ]

    def added_block(self, index: int) -> Block:
        """An empty session for the end of the page."""
        form = self.sessions.empty_form
        form.prefix = self.sessions.add_prefix(index)
        return Block(index + 1, form, self._topics(None, form.prefix, []))

    def added_topic(self, index: int, count: int) -> TopicForm:
        """An empty topic for the end of a session."""
        rows = self._topics(None, self.sessions.add_prefix(index), [])
        row = rows.empty_form
        row.prefix = rows.add_prefix(count)
        return row

    def is_valid(self) -> bool:
        """Everything is checked, so that every mistake shows at once; sessions to be removed are not."""
        checked = [self.form.is_valid(), self.sessions.is_valid()]
        checked += [block.topics.is_valid() for block in self._counting()]
        if all(checked):
            self._check_moves()
        return all(checked) and self.form.is_valid()

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    def upon_newest(self) -> None:
        self.form.upon_newest()
        self.sessions.upon_newest()
        stored = [
            {"ORDER": place, **_topic_values(topic)}
            for session in self._stored for place, topic in enumerate(session.topics.all(), start=1)
        ]  # fmt: skip
        here = {key for block in self.blocks for key in block.topics.keys}
        self.added_topics = [row["title"] for row in stored if str(row["key"]) not in here]
        for block in self.blocks:
            block.topics.upon_newest(stored)

    @property
    def revision(self) -> int:
        return self.form.cleaned_data["revision"]

    @property
    def has_errors(self) -> bool:
        if not self.form.is_bound:
            return False
        return bool(
            self.form.errors or self.sessions.total_error_count()
            or any(block.topics.total_error_count() for block in self._counting())
        )  # fmt: skip

    def lines(self) -> list[SessionLine]:
        """What the page says, moved topics at the end of where they go."""
        rows = [
            (row["move_to"] or block.number, block.number, row) for block in self._counting() for row in _rows(block)
        ]
        return [
            _session_line(block, self._topics_in(block.number, rows)) for block in self.blocks if not _is_dropped(block)
        ]

    def _topics_in(self, number: int, rows: list[tuple[int, int, dict[str, Any]]]) -> list[TopicLine]:
        stay = [row for target, origin, row in rows if target == origin == number]
        come = [row for target, origin, row in rows if target == number != origin]
        return [self._topic(row) for row in (*stay, *come)]

    def _topics(self, data: Any, prefix: str | None, session: list[PlanSession]) -> Any:
        initial = [_topic_values(topic) for one in session for topic in one.topics.all()]
        return TopicSet(data, prefix=f"{prefix}-topics", initial=initial, form_kwargs=self._topic_kwargs)

    def _counting(self) -> list[Block]:
        """Sessions that stay, and removed ones from which a topic is moved away."""
        return [
            block for block in self.blocks
            if not _is_dropped(block) or any(row["move_to"].value() for row in block.topics)
        ]  # fmt: skip

    def _check_moves(self) -> None:
        kept = {block.number for block in self.blocks if not _is_dropped(block)}
        for block in self._counting():
            for row in _rows(block):
                if row["move_to"] and row["move_to"] not in kept:
                    sentence = f"议题“{row['title']}”要移到第{row['move_to']}次会议,本页没有这次会议,请核对。"
                    self.form.add_error(None, sentence)

    def _topic(self, row: dict[str, Any]) -> TopicLine:
        unit = self._units.get(row["unit"])
        return TopicLine(row["topic"], row["title"], unit, row["reporter"], row["material_days"], row["key"])


def _is_dropped(block: Block) -> bool:
    return block.form.is_bound and bool(getattr(block.form, "cleaned_data", {}).get("DELETE"))


def _rows(block: Block) -> Iterator[dict[str, Any]]:
    for form in block.topics.ordered_forms:
        if form.cleaned_data.get("title"):
            yield form.cleaned_data


def _session_line(block: Block, topics: list[TopicLine]) -> SessionLine:
    row = block.form.cleaned_data
    fields = ("theme", "starts_on", "ends_on", "responsible", "activities", "slot")
    values = {name: row[name] for name in fields}
    return SessionLine(**values, forms=row["how"], is_extra=row["kind"] == "extra", topics=topics)


def _session_values(session: PlanSession) -> dict[str, Any]:
    fields = ("theme", "starts_on", "responsible", "activities")
    return {
        **{name: getattr(session, name) for name in fields},
        "how": session.forms,
        "slot": session.slot.public_id,
        "kind": "extra" if session.is_extra else "",
        "ends_on": None if session.ends_on == session.starts_on else session.ends_on,
    }


def _topic_values(topic: Any) -> dict[str, Any]:
    fields = ("key", "topic", "title", "reporter", "material_days")
    values = {name: getattr(topic, name) for name in fields}
    return {**values, "unit": str(topic.unit.public_id) if topic.unit else ""}
