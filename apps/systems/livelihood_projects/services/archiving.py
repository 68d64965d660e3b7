"""归档: what was issued of a season and what its projects were, in one zip with its catalogue (§3.1 step 15)."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from apps.congress.ballots.bundle import bundle_zip
from apps.congress.minutes.bundle_papers import settled
from apps.congress.minutes.rules.catalogue import DECISIONS, HEADINGS, PROCEEDINGS, RETENTION_KEYS, Paper, catalogue
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, Issue, require_ready
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.policies.selectors import resolve_many
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.livelihood_projects import delivery_papers
from apps.systems.livelihood_projects.models import Rectification, Season, SeasonArchive
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.selectors.delivering import Delivery, breakdown_of, deliveries_of
from apps.systems.livelihood_projects.services.records import record, season_locked

OVER = (delivering.ASSESSED, delivering.ENDED)
FOLDERS = ("01公文", "02任务分解", "03验收单")


@transaction.atomic
def season_archive(*, season: Season, by: Actor, at: datetime) -> SeasonArchive:
    """Once every project is assessed or ended. Raises NotReady with those that are not, Conflict the second time."""
    season, on = season_locked(season.pk), local_day(at)
    if hasattr(season, "archive"):
        raise Conflict("本年度已经归档。")
    deliveries = deliveries_of(season, on)
    require_ready(
        Issue("open", f"“{one.project}”{one.label},测评通过或者终止以后才能归档。")
        for one in deliveries
        if one.standing not in OVER
    )
    lines = catalogue(list(_papers(season, deliveries, on)), _retention(season, on))
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


def _papers(season: Season, deliveries: list[Delivery], on: date) -> Iterator[Paper]:
    for document in _issued(season):
        archive: Any = getattr(document, "archive", None)
        files = (("pdf", _read(archive.pdf)), ("docx", _read(archive.docx))) if archive else ()
        note, pages = ("", archive.pages) if archive else ("文件尚未归档", None)
        yield Paper(FOLDERS[0], document.title, files, DECISIONS, document.number, document.issued_on, pages, note)
    if breakdown := breakdown_of(season):
        made = pdf_of(delivery_papers.breakdown_paper(breakdown, on))
        yield Paper(
            FOLDERS[1], f"{breakdown.season}任务分解表", (("pdf", made.content),), PROCEEDINGS, "", on, made.pages
        )
    for one in deliveries:
        claim = one.assignment.completions.filter(is_verified=True).last() if one.assignment else None  # type: ignore[attr-defined]
        if claim:
            made = pdf_of(delivery_papers.acceptance_paper(one, claim, on))
            paper = (("pdf", made.content),)
            yield Paper(FOLDERS[2], f"{one.project}验收单", paper, PROCEEDINGS, "", claim.verified_on, made.pages)


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
