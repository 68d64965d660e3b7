"""What a chain of approval must hold to: pure, without database and clock."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.errors import Issue

PENDING, APPROVED, RETURNED, WITHDRAWN = "pending", "approved", "returned", "withdrawn"
WAITING = "waiting"
TEXT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step as it is proposed. Either a person signs it off (`person_id`) or an organ decides it in a meeting."""

    title: str
    person_id: int | None = None
    person_name: str = ""
    can_sign_in: bool = True
    organ_id: int | None = None
    organ_name: str = ""
    organ_stands: bool = True


def issues_before_opening(*, drafter_id: int | None, steps: Sequence[StepFacts]) -> list[Issue]:
    """Why a request cannot be put on its way. 拟稿、核稿、签发 are done by different people."""
    if not steps:
        return [Issue("no_steps", "还没有安排审批步骤,请至少安排一步。")]
    held = Counter(step.person_id for step in steps if step.person_id)
    twice = {step.person_id: step.person_name for step in steps if step.person_id and held[step.person_id] > 1}
    issues = [issue for number, step in enumerate(steps, start=1) for issue in _issues_of(number, step, drafter_id)]
    return issues + [Issue("twice", f"{name}担任了不止一个步骤,每个步骤请安排不同的人。") for name in twice.values()]


def _issues_of(number: int, step: StepFacts, drafter_id: int | None) -> Iterator[Issue]:
    if not step.title.strip():
        yield Issue("no_title", f"第{number}步没有名称,请写明是核稿、签发还是其他。")
    if (step.person_id is None) == (step.organ_id is None):
        yield Issue("no_holder", f"第{number}步“{step.title}”须指定一名审批人或者一个研究机关,二者只选其一。")
    if step.organ_id and not step.organ_stands:
        yield Issue("organ_gone", f"{step.organ_name}已经撤销,请改选“{step.title}”的研究机关。")
    if step.person_id:
        yield from issues_with_person(
            step.title, step.person_id, step.person_name, can_sign_in=step.can_sign_in, drafter_id=drafter_id
        )


def issues_with_person(
    title: str, person_id: int, name: str, *, can_sign_in: bool, drafter_id: int | None
) -> Iterator[Issue]:
    """Why somebody cannot hold the step `title`: nobody approves their own draft."""
    if person_id == drafter_id:
        yield Issue("own_draft", f"{name}是拟稿人,不能审批自己拟的稿,请改选“{title}”的审批人。")
    elif not can_sign_in:
        yield Issue("no_account", f"{name}没有可用的登录账号,不能在线审批,请先为其开通账号,或改选“{title}”的审批人。")


def issues_before_recording(*, document_number: str, decided_on: date | None, today: date) -> Iterator[Issue]:
    """What is missing before an organ's decision is written down: the minutes must be found again."""
    if not document_number.strip():
        yield Issue("no_number", "请填写会议纪要或者批复文件的文号。")
    if decided_on is None:
        yield Issue("no_date", "请填写会议研究决定的日期。")
    elif decided_on > today:
        yield Issue("future", "研究决定的日期不能晚于今天,请核对后填写。")


def issues_before_delegating(
    *, title: str, person_id: int, name: str, can_sign_in: bool, drafter_id: int | None, holders: dict[int, str]
) -> list[Issue]:
    """Why a step cannot be handed to somebody; `holders` maps who holds a step of the request to its title."""
    issues = list(issues_with_person(title, person_id, name, can_sign_in=can_sign_in, drafter_id=drafter_id))
    if person_id in holders:
        issues.append(Issue("twice", f"{name}已担任“{holders[person_id]}”一步,请转交给其他人。"))
    return issues
