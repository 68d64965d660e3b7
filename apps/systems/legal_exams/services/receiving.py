"""Nominations from a spreadsheet: read row by row, looked at first, registered whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import IO
from uuid import UUID, uuid5

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.core.fields import blind_index
from apps.foundation.core.workbooks import Sheet, sheet_read
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Term
from apps.systems.legal_exams.models import Nomination, NominationKind, Organ
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.locks import office_locked
from apps.systems.legal_exams.services.nominations import NominationDraft, nomination_receive
from apps.systems.legal_exams.services.records import record

ROWS_LIMIT = 200
HEADINGS = {
    "姓名": "name", "身份证号": "identity_number", "联系电话": "phone", "现任职务": "present_post", "拟任职务": "post",
    "类别": "organ", "任命方式": "kind", "提请机关": "nominated_by", "收到日期": "received_on",
    "会议日期": "meeting_on",
}  # fmt: skip
NEEDED = ("姓名", "身份证号", "拟任职务", "类别", "任命方式", "提请机关", "收到日期")
SHEET = Sheet(HEADINGS, NEEDED, ROWS_LIMIT, "提请任命", template="下载模板")
CHOICES = {"organ": Organ, "kind": NominationKind}


def rows_read(file: IO[bytes]) -> list[tuple[int, dict[str, str]]]:
    """Number of the row and its cells by field; choices by their words. Raises DomainError for another kind of file."""
    return [
        (number, {name: _choice(name, text) for name, text in row.items()}) for number, row in sheet_read(file, SHEET)
    ]


def doubles(drafts: Sequence[tuple[int, NominationDraft]], term: Term) -> dict[int, str]:
    """Number of the row -> why it is there twice: in the file, or registered already."""
    keys = {number: (blind_index(one.identity_number), "".join(one.post.split())) for number, one in drafts}
    times = Counter(keys.values())
    over = (states.VOTED, states.WITHDRAWN, states.LOCKED)
    known = set(
        Nomination.objects.filter(term=term, person_index__in=[person for person, _ in times])
        .exclude(state__in=over).values_list("person_index", "post_index")
    )  # fmt: skip
    found = {number: "与另一行是同一人选、同一职务。" for number, key in keys.items() if times[key] > 1}
    for number, (person, post) in keys.items():
        if (person, blind_index(post)) in known:
            found[number] = "同一人选同一职务的提请任命已经登记过。"
    return found


@transaction.atomic
def nominations_import(
    *, office: Area, term: Term, drafts: Sequence[tuple[int, NominationDraft]], key: UUID, by: Actor, at: datetime
) -> list[Nomination]:
    """All of them or none; sent twice with the same `key` they are registered once. A refusal names the row."""
    office_locked(office)
    keys = [uuid5(key, str(number)) for number, _ in drafts]
    if Nomination.objects.filter(public_id__in=keys).exists():
        raise Conflict("这份表格已经导入,没有重复导入。请返回列表查看。")
    made = []
    for public_id, (number, draft) in zip(keys, drafts, strict=True):
        try:
            made.append(nomination_receive(office=office, term=term, draft=draft, key=public_id, by=by, at=at))
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"第{number}行:{told}全部没有登记,请改正后重新上传。") from error
    if made:
        record("legal_exams.nominations.imported", made[0], by, count=len(made))
    return made


def _choice(name: str, text: str) -> str:
    words = {str(label): value for value, label in CHOICES[name].choices} if name in CHOICES else {}
    return words.get(text.removesuffix("类") if name == "organ" else text, text)
