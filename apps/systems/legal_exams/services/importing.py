"""Questions from a file: looked at first, kept encrypted until its uploader says yes, written whole or not at all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Law, Part, Question, QuestionImport
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.importing import ReadRow, Row, marked_doubles, read_row, row_of
from apps.systems.legal_exams.rules.questions import same_law
from apps.systems.legal_exams.services.locks import office_locked
from apps.systems.legal_exams.services.questions import Draft, digest_of, question_make
from apps.systems.legal_exams.services.reading import cells_of
from apps.systems.legal_exams.services.records import record

KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds, row by row with what is wrong; without a problem, a batch that waits for a yes."""

    read: Sequence[ReadRow]
    batch: QuestionImport | None = None

    @property
    def wrong(self) -> int:
        return sum(1 for one in self.read if one.problems)


@transaction.atomic
def import_check(
    *, office: Area, bank: str, difficulty: str, file: IO[bytes], file_name: str, by: Actor, at: datetime
) -> Checked:
    """Read a file. With any problem nothing is kept; `difficulty` holds for rows that say none."""
    parts = {label: value for value, label in Part.choices}
    rows = [read_row(number, cells, parts, difficulty) for number, cells in cells_of(file, file_name)]
    read = _beside_the_bank(office, _with_laws(office, marked_doubles(rows)))
    if any(one.problems for one in read):
        return Checked(read)
    kept = json.dumps([one.row.as_json() for one in read], ensure_ascii=False)
    batch = QuestionImport.objects.create(
        office=office, bank=bank, file_name=file_name[:200], count=len(read), rows=kept, uploaded_by=by.name,
        uploader_id=by.person_id, uploaded_at=at,
    )  # fmt: skip
    record("legal_exams.import.checked", batch, by, count=len(read))
    return Checked(read, batch)


@transaction.atomic
def import_write(*, batch: QuestionImport, by: Actor, at: datetime) -> QuestionImport:
    """Every question of a checked file goes to review, or none. Raises WrongState for the second click."""
    office = office_locked(batch.office)
    batch = QuestionImport.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch.pk)
    if batch.uploader_id != by.person_id:
        raise NotAllowed("这份文件由上传人自己确认导入。")
    if batch.written_at:
        raise WrongState("这份文件已经导入过,不重复导入。请在题库中查看。")
    laws = _laws(office)
    for row in preview_of(batch):
        try:
            draft = _draft(row, batch.bank, laws)
            question = question_make(office=office, draft=draft, state=states.IN_REVIEW, by=by, at=at)
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"第{row.number}项:{told}全部没有导入,请改正后重新上传。") from error
        record("legal_exams.question.imported", question, by)
    batch.rows, batch.written_at = "", at
    batch.save(update_fields=["rows", "written_at"])
    record("legal_exams.import.written", batch, by, count=batch.count)
    return batch


@transaction.atomic
def import_discard(*, batch: QuestionImport, by: Actor) -> None:
    """Nobody says yes: what was read is gone."""
    batch = QuestionImport.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch.pk)
    if batch.written_at:
        raise WrongState("这份文件已经导入,不能放弃;不要的题目请逐题停用。")
    record("legal_exams.import.discarded", batch, by)
    batch.delete()


def imports_forget(*, at: datetime) -> int:
    """What nobody said yes to within a week lies about no longer."""
    waiting = list(QuestionImport.objects.filter(written_at=None, uploaded_at__lt=at - KEPT_FOR))
    for batch in waiting:
        import_discard(batch=batch, by=Actor.system())
    return len(waiting)


def preview_of(batch: QuestionImport) -> list[Row]:
    """The rows as they will be written; none once they are."""
    return [row_of(kept) for kept in json.loads(batch.rows)] if batch.rows else []


def _draft(row: Row, bank: str, laws: dict[str, Law]) -> Draft:
    law = laws.get(same_law(row.law))
    if law is None:
        raise DomainError(f"没有登记《{row.law}》。")
    return Draft(
        bank, row.part, row.kind, row.difficulty, law, row.content, row.article, row.valid_from, row.valid_until
    )


def _laws(office: Area) -> dict[str, Law]:
    return {same_law(law.name): law for law in Law.objects.filter(office=office)}


def _with_laws(office: Area, read: Sequence[ReadRow]) -> list[ReadRow]:
    """Each row with its law as it is registered, in that law's part where it names none."""
    laws, found = _laws(office), []
    for one in read:
        law = laws.get(same_law(one.row.law))
        if law is not None:
            told = ReadRow(replace(one.row, law=law.name, part=one.row.part or law.part), one.problems)
            found.append(told.also(f"{law}已经废止,不能再命题。") if law.is_repealed else told)
        elif one.row.law:
            found.append(one.also(f"没有登记《{one.row.law.strip('《》')}》,请先在“法律法规”中登记,或者更正名称。"))
        else:
            found.append(one)
    return found


def _beside_the_bank(office: Area, read: Sequence[ReadRow]) -> list[ReadRow]:
    """What the bank has already, in one query."""
    digests = [digest_of(one.row.content.stem) for one in read]
    known = Question.objects.filter(office=office, digest__in=set(digests) - {""}).exclude(state=states.RETIRED)
    twins = {one.digest: one for one in known.defer("sealed")}
    return [
        one.also(f"题干与题库中的{twins[digest]}({twins[digest].get_bank_display()})相同。") if digest in twins else one
        for one, digest in zip(read, digests, strict=True)
    ]
