"""A town whose staff drafts, a deputy (the chair) reviews, the leader issues, and the party committee studies."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.approvals.models import ApprovalRequest, ApprovalStep
from apps.office.approvals.services import StepDraft, request_open, step_approve
from tests.cast import TODAY, Cast

NOW = datetime(2026, 3, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Desk:
    cast: Cast
    committee: Unit

    @property
    def subject(self) -> Unit:
        """What the requests are about: any saved row will do."""
        return self.cast.congress

    @property
    def review(self) -> list[StepDraft]:
        """核稿 by the chair, 签发 by the leader."""
        return [StepDraft("核稿", person=self.person("deputy")), StepDraft("签发", person=self.person("leader"))]

    @property
    def study(self) -> list[StepDraft]:
        return [StepDraft("党委研究", organ=self.committee)]

    def person(self, part: str) -> Person:
        return self.cast.people[part]

    def actor(self, part: str) -> Actor:
        return self.cast.actor(part)

    def open(self, steps: list[StepDraft] | None = None, by: str = "staff", **values) -> ApprovalRequest:
        fixed = {"kind": "documents.issue", "title": "关于召开会议的通知", "url": "/documents/1/", "at": NOW}
        return request_open(
            subject=self.subject, area=self.cast.town, steps=self.review if steps is None else steps,
            by=self.actor(by), **{**fixed, **values},
        )  # fmt: skip

    def approve(self, request: ApprovalRequest, number: int, part: str, **values) -> ApprovalRequest:
        fixed = {"opinion": "", "by": self.actor(part), "at": later(number)}
        return step_approve(request=request, step_number=number, **{**fixed, **values})

    def record(self, request: ApprovalRequest, part: str = "staff", **values) -> ApprovalRequest:
        """Write down that the party committee agreed."""
        return self.approve(
            request, 1, part, **{"document_number": "青禾委纪〔2026〕3号", "decided_on": TODAY, **values}
        )


def later(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def step(request: ApprovalRequest, number: int = 1) -> ApprovalStep:
    return ApprovalStep.objects.get(request=request, number=number)
