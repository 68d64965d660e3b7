"""Whom the delivery of chosen projects concerns: the government that plans, the office, the watching deputies."""

from collections.abc import Iterable
from datetime import date, datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.people.selectors import handlers_of, staff_of
from apps.office.notifications.services import notice_send
from apps.systems.livelihood_projects.models import Breakdown, Project, Rectification, Season, SupervisionGroup


def tell_begun(breakdown: Breakdown, *, by: Actor, at: datetime) -> None:
    """To be planned, or to be planned again."""
    people = handlers_of([breakdown.executive_id], local_day(at)) or staff_of(breakdown.season.body.area, local_day(at))
    _tell(
        breakdown.season, "livelihood.breakdown", people, breakdown.get_absolute_url(), breakdown.due_on, by, at,
        due=chinese_date(breakdown.due_on), reason=breakdown.return_reason,
    )  # fmt: skip


def tell_submitted(breakdown: Breakdown, *, by: Actor, at: datetime) -> None:
    people = staff_of(breakdown.season.body.area, local_day(at))
    _tell(breakdown.season, "livelihood.breakdown_submitted", people, breakdown.get_absolute_url(), None, by, at)


def tell_accepted(breakdown: Breakdown, *, by: Actor, at: datetime) -> None:
    people = handlers_of([breakdown.executive_id], local_day(at))
    _tell(breakdown.season, "livelihood.breakdown_accepted", people, breakdown.get_absolute_url(), None, by, at)


def tell_watchers(watch: SupervisionGroup, people: Iterable[int], *, by: Actor, at: datetime) -> None:
    project = watch.project
    _tell(project.season, "livelihood.watch", people, project.get_absolute_url(), None, by, at, project=project.name)


def tell_changed(project: Project, people: Iterable[int], what: str, *, by: Actor, at: datetime) -> None:
    _tell(
        project.season,
        "livelihood.changed",
        people,
        project.get_absolute_url(),
        None,
        by,
        at,
        project=project.name,
        what=what,
    )


def tell_rectification(rectification: Rectification, due: date, url: str, *, by: Actor, at: datetime) -> None:
    project = rectification.project
    units = [project.responsible_unit_id, project.season.breakdown.executive_id]
    people = handlers_of(units, local_day(at)) or staff_of(project.season.body.area, local_day(at))
    _tell(project.season, "livelihood.rectify", people, url, due, by, at, project=project.name, due=chinese_date(due))


def _tell(
    season: Season,
    text: str,
    people: Iterable[int],
    url: str,
    until: date | None,
    by: Actor,
    at: datetime,
    **values: str,
) -> None:
    notice_send(
        recipients=sorted(set(people)), key=f"{text}:{season.pk}:{url[-60:]}:{at.isoformat()}",
        text=text, values={"season": str(season), **values}, area=season.body.area, url=url, due=until,
        by=by, at=at,
    )  # fmt: skip
