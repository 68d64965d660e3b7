"""The plan as one page: its head and a row for each task, saved as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from apps.congress.supervision.rules.steps import EXAMPLE, Step, steps_of
from apps.foundation.core.forms import DayField, Editor, OnceForm, RevisedForm, RowForm, row_set
from apps.systems.reform_tasks.models import Lead, Outcome, Places, ReformPlan, ReformTask
from apps.systems.reform_tasks.rules.plans import LINES_LIMIT, TaskLine
from apps.systems.reform_tasks.selectors import plans as selectors
from apps.systems.reform_tasks.services.amending import Amendment
from apps.systems.reform_tasks.services.planning import PlanDraft

SPARE_ROWS = 3
HEAD = ("year", "title", "basis", "goals")
STEPS_HELP = f"每行一项:内容 完成日期 累计进度,例如:{EXAMPLE};最后一项为100%"


class StepsField(forms.CharField):
    """举措, one a line; cleaned to Steps."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            **{"label": "举措(节点)", "required": False, "max_length": 4000, "help_text": STEPS_HELP, **given},
            widget=forms.Textarea({"rows": 4}),
        )

    def clean(self, value: Any) -> list[Step]:
        try:
            return steps_of(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def steps_text(steps: Sequence[Step]) -> str:
    return "\n".join(str(step) for step in steps)


class NewPlanForm(OnceForm):
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    title = forms.CharField(label="方案名称", max_length=120)
    basis = forms.CharField(label="依据", max_length=300, required=False)
    is_usual = forms.BooleanField(
        label="带入“4+2”六项改革的常用任务和举措", required=False, initial=True, help_text="带入以后都可以修改、删减"
    )

    def draft(self, goals: str) -> PlanDraft:
        data = self.cleaned_data
        return PlanDraft(data["year"], data["title"], data["basis"], goals if data["is_usual"] else "")


class HeadForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    title = forms.CharField(label="方案名称", max_length=120)
    basis = forms.CharField(label="依据", max_length=300, required=False)
    goals = forms.CharField(label="总体要求", max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))


class TaskForm(RowForm):
    """One task. Rows with the same 改革事项 belong together."""

    named_by, others = "title", ("content", "deliverable", "steps")
    needed = ("item", "content", "starts_on", "due_on")

    item = forms.CharField(label="改革事项", max_length=80, required=False)
    goal = forms.CharField(label="事项目标", max_length=500, required=False, help_text="同一事项写一次即可")
    title = forms.CharField(label="任务", max_length=80, required=False)
    content = forms.CharField(label="工作内容", max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))
    outcome = forms.ChoiceField(label="成果形式", choices=Outcome, initial=Outcome.OTHER)
    deliverable = forms.CharField(label="成果", max_length=200, required=False)
    lead = forms.ChoiceField(label="牵头", choices=Lead, initial=Lead.PARTY)
    places = forms.ChoiceField(label="实施范围", choices=Places, initial=Places.ALL)
    starts_on = DayField(label="开始日期", required=False, widget=forms.DateInput)
    due_on = DayField(label="完成期限", required=False, widget=forms.DateInput)
    steps = StepsField()

    def line(self) -> TaskLine:
        return TaskLine(**self.cleaned_data)


Tasks = row_set(TaskForm, LINES_LIMIT, extra=SPARE_ROWS)


class PlanEditor(Editor):
    """Head and tasks that are valid or refused together; speaks as a form to `attempt`.

    `read` are rows of a spreadsheet: they stand on the page to be looked at, with what is wrong with them, unsaved.
    """

    def __init__(self, data: Any, *, plan: ReformPlan, read: Sequence[Mapping[str, str]] | None = None) -> None:
        head = {"revision": plan.revision, **{name: getattr(plan, name) for name in HEAD}}
        if read is not None:
            data = {**head, **_posted(read)}
        self.head = HeadForm(data, initial=head)
        self.rows = Tasks(data, initial=[_initial(line) for line in selectors.lines_of(plan)], prefix="tasks")
        if read is not None:
            self.is_valid()

    def draft(self) -> PlanDraft:
        return PlanDraft(**{name: self.head.cleaned_data[name] for name in HEAD})

    def lines(self) -> list[TaskLine]:
        return [row.line() for row in self.rows if row.cleaned_data.get("title")]


def _initial(line: TaskLine) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in TaskForm.base_fields}
    return {**values, "steps": steps_text(line.steps)}


def _posted(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """As a browser would send the rows of a spreadsheet."""
    posted: dict[str, Any] = {"tasks-TOTAL_FORMS": len(rows), "tasks-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        posted.update({f"tasks-{number}-{name}": value for name, value in row.items()})
    return posted


class SheetForm(forms.Form):
    file = forms.FileField(label="任务分解表(.xlsx)", help_text="请用本页“下载表格”得到的格式填写")


class AmendForm(RevisedForm):
    """Another last day or other steps of a task that is handed over."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    due_on = DayField(label="完成期限", widget=forms.DateInput)
    steps = StepsField()
    reason = forms.CharField(label="调整理由", max_length=300, widget=forms.Textarea({"rows": 2}))
    decision = forms.CharField(label="调整依据", max_length=200, help_text="作出决定的会议或者文件")

    def __init__(self, data: Any, *, task: ReformTask) -> None:
        steps = steps_text(selectors.steps_of(task))
        super().__init__(data, initial={"revision": task.item.plan.revision, "due_on": task.due_on, "steps": steps})

    def draft(self) -> Amendment:
        return Amendment(**{name: self.cleaned_data[name] for name in ("due_on", "steps", "reason", "decision")})


class ReasonForm(forms.Form):
    """Why an act is done; the service says what to write where nothing is."""

    reason = forms.CharField(label="理由", required=False, max_length=300)


class EndForm(forms.Form):
    summary = forms.CharField(
        label="总结", max_length=8000, widget=forms.Textarea({"rows": 10}),
        help_text="做了什么、成效如何、还有哪些不足。写入总结报告,数字由系统另附。",
    )  # fmt: skip


class ReportForm(OnceForm):
    session_name = forms.CharField(label="听取报告的会议", max_length=80, help_text="例如:区人大常委会第三十次会议")
    reported_on = DayField(label="报告日期", widget=forms.DateInput)
