"""命题方案: kept by the staff of the exam until an exam uses it; then a change is another one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_newest, require_ready, required
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import Resolved, frozen, resolve_many
from apps.systems.legal_exams.models import Blueprint, BlueprintLine
from apps.systems.legal_exams.rules import policies
from apps.systems.legal_exams.rules.drawing import TENTHS, Part, issues_with_blueprint
from apps.systems.legal_exams.rules.usual_blueprint import issues_with_total, usual_parts
from apps.systems.legal_exams.services.records import record

KEYS = (
    policies.EXAM_MINUTES, policies.FULL_MARK, policies.PASS_MARK, policies.PARTIAL_RULE, policies.OPEN_BOOK,
    policies.RESITS,
)  # fmt: skip
IN_USE = "已有考试采用本方案,不能再改。需要调整的,请复制为新方案后修改。"
TAKEN = "已有同名的命题方案,请换一个名称。"


@dataclass(frozen=True, slots=True)
class Head:
    """What holds for the whole paper."""

    title: str
    minutes: int
    pass_tenths: int
    partial: str
    is_open_book: bool = False


def rules_of(office: Area, on: date) -> Mapping[str, Resolved]:
    """What the place says about exams on a day."""
    return resolve_many(KEYS, area=office, on=on)


def usual_of(office: Area, on: date) -> tuple[Head, list[Part]]:
    """What a new blueprint begins with."""
    found = {key: one.value for key, one in rules_of(office, on).items()}
    head = Head(
        f"{on.year}年任前法律知识考试命题方案", found[policies.EXAM_MINUTES], found[policies.PASS_MARK] * TENTHS,
        found[policies.PARTIAL_RULE], found[policies.OPEN_BOOK],
    )  # fmt: skip
    return head, usual_parts(found[policies.FULL_MARK])


def head_of(blueprint: Blueprint) -> Head:
    return Head(blueprint.title, blueprint.minutes, blueprint.pass_tenths, blueprint.partial, blueprint.is_open_book)


@transaction.atomic
def blueprint_create(*, office: Area, head: Head, parts: Sequence[Part], by: Actor, at: datetime) -> Blueprint:
    """Raises NotReady with all that is wrong, Conflict for a title that is taken."""
    rules = rules_of(office, local_day(at))
    _check(head, parts, rules[policies.FULL_MARK].value)
    blueprint = Blueprint(office=office, frozen_rules=frozen(rules), created_at=at, **asdict(head))
    _save(blueprint)
    _lines_set(blueprint, parts)
    record("legal_exams.blueprint.created", blueprint, by, questions=sum(part.count for part in parts))
    return blueprint


@transaction.atomic
def blueprint_change(
    *, blueprint: Blueprint, head: Head, parts: Sequence[Part], revision: int, by: Actor, at: datetime
) -> Blueprint:
    """Replace it whole. Raises WrongState once an exam uses it, Conflict where somebody saved since it was read."""
    blueprint = _locked(blueprint)
    if blueprint.exams.exists():
        raise WrongState(IN_USE)
    require_newest(revision, blueprint.revision)
    rules = rules_of(blueprint.office, local_day(at))
    _check(head, parts, rules[policies.FULL_MARK].value)
    for name, value in {**asdict(head), "revision": revision + 1, "frozen_rules": frozen(rules)}.items():
        setattr(blueprint, name, value)
    _save(blueprint)
    blueprint.lines.all().delete()
    _lines_set(blueprint, parts)
    record("legal_exams.blueprint.changed", blueprint, by, questions=sum(part.count for part in parts))
    return blueprint


@transaction.atomic
def blueprint_copy(*, blueprint: Blueprint, by: Actor, at: datetime) -> Blueprint:
    """A new one that says the same, to be changed."""
    titles = set(Blueprint.objects.filter(office=blueprint.office).values_list("title", flat=True))
    base = blueprint.title[:70]
    title = next(name for number in range(2, len(titles) + 3) if (name := f"{base}({number})") not in titles)
    copy = Blueprint(
        office=blueprint.office, frozen_rules=blueprint.frozen_rules, created_at=at,
        **{**asdict(head_of(blueprint)), "title": title},
    )  # fmt: skip
    _save(copy)
    _lines_set(copy, blueprint.drawn_parts)
    record("legal_exams.blueprint.copied", copy, by, source=str(blueprint))
    return copy


@transaction.atomic
def blueprint_retire(*, blueprint: Blueprint, by: Actor, at: datetime) -> Blueprint:
    """No new exam uses it."""
    blueprint = _locked(blueprint)
    if blueprint.retired_at:
        raise WrongState("这个方案已经停用。")
    blueprint.retired_at = at
    blueprint.save(update_fields=["retired_at"])
    record("legal_exams.blueprint.retired", blueprint, by)
    return blueprint


def _check(head: Head, parts: Sequence[Part], full_mark: int) -> None:
    required(head.title, "请填写方案名称。")
    require_ready(
        [*issues_with_blueprint(parts, head.pass_tenths, head.minutes), *issues_with_total(list(parts), full_mark)]
    )


def _save(blueprint: Blueprint) -> None:
    try:
        with transaction.atomic():
            blueprint.save()
    except IntegrityError as error:
        raise Conflict(TAKEN) from error


def _lines_set(blueprint: Blueprint, parts: Sequence[Part]) -> None:
    BlueprintLine.objects.bulk_create(
        BlueprintLine(blueprint=blueprint, position=place, **asdict(part)) for place, part in enumerate(parts, start=1)
    )


def _locked(blueprint: Blueprint) -> Blueprint:
    return Blueprint.objects.select_for_update(of=("self",)).select_related("office").get(pk=blueprint.pk)
