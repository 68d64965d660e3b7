"""监督小组 and what they find (domain rules §3.1 step 10)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.core.once import made_once
from apps.foundation.people.models import Group, Person
from apps.foundation.people.selectors import serving_members
from apps.office.files.services import attachment_add
from apps.systems.livelihood_projects.models import Project, ProjectState, SupervisionGroup, Visit
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_delivery import tell_watchers


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What was found; fields as of `Visit`."""

    visited_on: date
    people: str
    findings: str
    problems: str = ""


@transaction.atomic
def watch_set(
    *, project: Project, leader: Person, members: Sequence[Person], teams: Sequence[Group] = (), by: Actor, at: datetime
) -> SupervisionGroup:
    """Set or change the group of a project: deputies in office, and deputy groups of the term. New ones are told."""
    season = season_locked(project.season_id)
    _require_chosen(project)
    wanted = [leader, *(person for person in members if person != leader)]
    serving = set(serving_members(season.term, local_day(at)).values_list("person_id", flat=True))
    if missing := [person.name for person in wanted if person.pk not in serving]:
        raise DomainError(f"{'、'.join(missing)}不是本届在任代表,不能参加监督小组。")
    if any(team.term_id != season.term_id for team in teams):
        raise DomainError("所选代表小组不属于本届,请重新选择。")
    known = SupervisionGroup.objects.filter(project=project).first()
    before = {known.leader_id, *known.members.values_list("pk", flat=True)} if known else set()
    values = {"leader": leader, "set_by": by.name, "set_at": at}
    watch, _ = SupervisionGroup.objects.update_or_create(project=project, defaults=values)
    watch.members.set(wanted[1:])
    watch.teams.set(teams)
    record("livelihood_projects.watch.set", season, by, on=project, leader=leader.name, members=len(wanted))
    tell_watchers(watch, {person.pk for person in wanted} - before, by=by, at=at)
    return watch


@transaction.atomic
def visit_record(
    *, project: Project, draft: VisitDraft, files: Sequence[UploadedFile] = (), key: UUID | None = None, by: Actor,
    at: datetime,
) -> Visit:  # fmt: skip
    """Write a visit down; it is never changed. Sent again under the same `key` it is the same visit."""
    season = season_locked(project.season_id)
    _require_chosen(project)
    if draft.visited_on > local_day(at):
        raise DomainError("监督日期不能晚于今天。")
    if not draft.findings.strip():
        raise DomainError("请写明看到的情况。")
    said = {"project": project, **asdict(draft)}
    visit, is_new = made_once(Visit, key, said=said, recorded_by=by.name, recorded_at=at)
    if is_new:
        for file in files:
            attachment_add(parent=visit, upload=file, by=by, at=at, area_path=season.body.area.path)
        record("livelihood_projects.visit.recorded", season, by, on=project, day=chinese_date(draft.visited_on))
    return visit


def _require_chosen(project: Project) -> None:
    if project.state != ProjectState.VOTED_IN:
        raise WrongState("没有入选的项目不需要监督。")
