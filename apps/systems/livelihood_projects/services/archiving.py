"""归档: what was issued of a season and what its projects were, in one zip with its catalogue (§3.1 step 15)."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from apps.congress.ballots.bundle import bundle_zip
from apps.congress.minutes.bundle_papers import settled
from apps.congress.minutes.rules.catalogue import DECISIONS, HEADINGS, PROCEEDINGS, RETENTION_KEYS, Paper, catalogue
from apps.congress.supervision.models import Completion
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, Issue, require_ready
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.policies.selectors import resolve_many
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.livelihood_projects import delivery_papers
from apps.systems.livelihood_projects.models import (
    ArchiveOrder,
    Breakdown,
    Rectification,
    Season,
    SeasonArchive,
)
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.selectors.delivering import Delivery, breakdown_of, deliveries_of, running_archive
from apps.systems.livelihood_projects.services.records import record, season_locked

OVER = (delivering.ASSESSED, delivering.ENDED)
FOLDERS = ("01公文", "02任务分解", "03验收单")
TASK = "livelihood_projects.archive_make"
FAILED = "生成档案时出了问题,没有归档。请稍后再次归档;仍不成功的,请联系系统管理员查看日志。"
logger = logging.getLogger(__name__)


@transaction.atomic
def archive_order(*, season: Season, by: Actor, at: datetime) -> ArchiveOrder:
    """Ask for the archive, to be made by a task; one that is being made already is given back.

    Raises NotReady with the projects that are neither assessed nor ended, Conflict once there is an archive.
    """
    season, on = season_locked(season.pk), local_day(at)
    if going_on := running_archive(season, at):
        return going_on
    deliveries = _require_settled(season, on)
    order = ArchiveOrder.objects.create(
        season=season, total=sum(1 for _ in _makers(season, deliveries, on)), actor=asdict(by), ordered_by=by.name,
        ordered_at=at,
    )  # fmt: skip
    record("livelihood_projects.season.archive_ordered", season, by)
    outbox.send(TASK, order.pk)
    return order


def archive_make(*, order: ArchiveOrder, at: datetime) -> ArchiveOrder:
    """Make the papers one by one, so that the page can follow, then the archive; safe to run twice."""
    if order.finished_at:
        return order
    try:
        _archive_keep(order, list(_papers_made(order)), at)
    except DomainError as error:
        order.refusal = "".join([error.sentence, *(issue.sentence for issue in error.issues)])[:500]
    except Exception:
        logger.exception("archive of season %s not made", order.season_id)
        order.refusal = FAILED
    order.finished_at = at
    order.save(update_fields=["finished_at", "refusal"])
    return order


def _papers_made(order: ArchiveOrder) -> Iterator[Paper]:
    season, on = Season.objects.with_body().get(pk=order.season_id), local_day(order.ordered_at)
    for done, make in enumerate(_makers(season, deliveries_of(season, on), on), start=1):
        yield make()
        order.done = done
        order.save(update_fields=["done"])


@transaction.atomic
def _archive_keep(order: ArchiveOrder, papers: Sequence[Paper], at: datetime) -> SeasonArchive:
    season, on, by = season_locked(order.season_id), local_day(order.ordered_at), _actor(order)
    _require_settled(season, on)
    lines = catalogue(list(papers), _retention(season, on))
    table = [line.cells() for line in lines]
    files = {"00归档目录.xlsx": settled(xlsx_of("归档目录", HEADINGS, table))}
    content = bundle_zip(files | {path: made for line in lines for path, made in line.files})
    archive = SeasonArchive(
        season=season, archived_by=by.name, archived_at=at, catalogue=table,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    archive.file.save("", ContentFile(content), save=False)
    archive.save()
    record("livelihood_projects.season.archived", season, by, papers=len(lines))
    return archive


def _require_settled(season: Season, on: date) -> list[Delivery]:
    if hasattr(season, "archive"):
        raise Conflict("本年度已经归档。")
    deliveries = deliveries_of(season, on)
    require_ready(
        Issue("open", f"“{one.project}”{one.label},测评通过或者终止以后才能归档。")
        for one in deliveries
        if one.standing not in OVER
    )
    return deliveries


def _makers(season: Season, deliveries: Sequence[Delivery], on: date) -> Iterator[Callable[[], Paper]]:
    """How to make each paper, in the order of the catalogue."""
    for document in _issued(season):
        yield partial(_issued_paper, document)
    if breakdown := breakdown_of(season):
        yield partial(_breakdown_paper, breakdown, on)
    for one in deliveries:
        claim = one.assignment.completions.filter(is_verified=True).last() if one.assignment else None  # type: ignore[attr-defined]
        if claim:
            yield partial(_acceptance_paper, one, claim, on)


def _issued_paper(document: Document) -> Paper:
    archive: Any = getattr(document, "archive", None)
    files = (("pdf", _read(archive.pdf)), ("docx", _read(archive.docx))) if archive else ()
    note, pages = ("", archive.pages) if archive else ("文件尚未归档", None)
    return Paper(FOLDERS[0], document.title, files, DECISIONS, document.number, document.issued_on, pages, note)


def _breakdown_paper(breakdown: Breakdown, on: date) -> Paper:
    made = pdf_of(delivery_papers.breakdown_paper(breakdown, on))
    files = (("pdf", made.content),)
    return Paper(FOLDERS[1], f"{breakdown.season}任务分解表", files, PROCEEDINGS, "", on, made.pages)


def _acceptance_paper(one: Delivery, claim: Completion, on: date) -> Paper:
    made = pdf_of(delivery_papers.acceptance_paper(one, claim, on))
    files = (("pdf", made.content),)
    return Paper(FOLDERS[2], f"{one.project}验收单", files, PROCEEDINGS, "", claim.verified_on, made.pages)


def _issued(season: Season) -> Iterator[Document]:
    rectified = Rectification.objects.filter(grade__project__season=season).values("pk")
    wanted = Q(subject_label=Season._meta.label_lower, subject_id=season.pk)
    wanted |= Q(subject_label=Rectification._meta.label_lower, subject_id__in=rectified)
    rows = Document.objects.filter(wanted, state=DocumentState.ISSUED).select_related("archive")
    yield from rows.order_by("issued_on", "pk")


def _retention(season: Season, on: date) -> dict[str, str]:
    keys = list(RETENTION_KEYS.values())
    found = resolve_many(keys, area=season.body.area, on=on, body_kind=season.body.kind)
    return {worth: found[key].value for worth, key in RETENTION_KEYS.items()}


def _read(file: Any) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def _actor(order: ArchiveOrder) -> Actor:
    return Actor(**{**order.actor, "body_ids": tuple(order.actor["body_ids"])})
