"""What leaders compare of proposals: what deputies brought this year, what became of it, what is reported late."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from apps.congress.proposals.models import Kind, Proposal, Source, State
from apps.congress.proposals.models.proposals import ProposalQuerySet
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure

AREA = "term__body__area"
MOTIONS = {"kind": Kind.MOTION.value, "source": Source.DEPUTIES.value}


def _below(path: str) -> ProposalQuerySet:
    return Proposal.objects.filter(term__body__area__path__startswith=path)


def handed_in(asked: Mapping[str, str], path: str, on: date) -> Mapping[int, int]:
    return by_area(_below(path).filter(submitted_at__year=on.year, **asked), AREA)


def late_rows(path: str, on: date) -> ProposalQuerySet:
    return _below(path).overdue(on).with_body().order_by("report_due_on", "pk")


def late(path: str, on: date) -> Mapping[int, int]:
    return by_area(_below(path).overdue(on), AREA)


def _listed(asked: Mapping[str, str], area: Any) -> str:
    return list_of("proposals_list", area, year=timezone.localdate().year, **asked)


def _handed_in(slug: str, title: str, definition: str, asked: Mapping[str, str], **named: Any) -> Measure:
    return Measure(slug, title, definition, partial(handed_in, asked), partial(_listed, asked), **named)


MEASURES = (
    Measure(
        "proposals_late", "执行情况报告逾期", "议案、重大事项经会议通过后,超过期限还没有报告执行情况的件数,不论哪年",
        late, lambda area: list_of("proposals_list", area, late="1"), alarm=True, rows=late_rows,
        line=lambda row: f"{row.title}({row.body.name},{chinese_date(row.report_due_on)}到期)",
    ),
    _handed_in("motions", "今年代表议案", "今年提交的代表联名议案件数,含后来撤回的", MOTIONS),
    _handed_in(
        "motions_suggestions", "其中转为建议", "今年提交的代表联名议案中,不列入议程、转为建议办理的件数",
        MOTIONS | {"state": State.SUGGESTION.value}, base="motions",
    ),
)  # fmt: skip
