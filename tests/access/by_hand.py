"""What cannot be read off a page: words in addresses, and codes that the database keeps as a digest alone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.matters.models import HandOverBatch, Submission
from apps.congress.matters.selectors.submissions import code_index
from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.selectors import ticket_of
from apps.congress.minutes.models import Bundle
from apps.foundation.accounts.models import SignedInDevice, SignInKind, User
from apps.foundation.accounts.services import slip_issue
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person, RosterImport, Term
from apps.foundation.policies.models import Policy
from apps.office.documents.models import Document
from apps.office.files.models import Attachment
from apps.office.notifications.services import feed_renew
from apps.systems.deputy_stations.models import DeputyPage, Station, StationImport
from apps.systems.legal_exams.models import QuestionImport
from apps.systems.livelihood_projects.models import Clue
from apps.systems.street_deliberations.models import CandidateImport
from tests.access.things import area_named, in_area, rows_to_ask_for

Found = tuple[dict[str, object], models.Model | None]

WORDS: dict[object, object] = {
    "ending": "docx", "number": 1, "index": 0, "year": 2026, "size": "a4",
    ("portal_report_file", "ending"): "docx",
    ("portal_help_for", "page"): "portal_home",
    ("portal_help_book", "part"): "everyone",
    ("portal_help_chapter", "part"): "everyone",
    ("portal_help_chapter", "slug"): "sign-in",
    ("meetings_row_add", "kind"): "agenda",
    ("meetings_sitting_paper", "slug"): "script",
    ("meetings_sitting_paper_docx", "slug"): "script",
    ("meetings_paper", "slug"): "notice",
    ("meetings_paper_docx", "slug"): "notice",
    ("meetings_paper_draft", "slug"): "notice",
    ("proposals_new", "kind"): "motion",
    ("matters_print", "kind"): "form",
    ("matters_summary", "ending"): "xlsx",
    ("matters_paper", "kind"): "form",
    ("matters_paper_docx", "kind"): "form",
    ("matters_settle", "route"): "spot",
    ("matters_sort", "act"): "accept",
    ("inspections_paper", "kind"): "inspection_sign_in",
    ("inspections_paper_docx", "kind"): "inspection_sign_in",
    ("inspections_paper_draft", "kind"): "inspection_plan",
    ("street_deliberations_candidate_decide", "act"): "reject",
    ("street_deliberations_candidate_paper", "paper"): "sheet",
    ("town_sessions_preparation", "kind"): "materials",
    ("livelihood_season_report", "kind"): "mid-year",
    ("deputy_stations_checks", "kind"): "wall",
    ("deputy_stations_rota_paper", "kind"): "rota",
    ("deputy_stations_exchange_answer", "answer"): "refuse",
    ("deputy_stations_opinion_hand_on", "route"): "office",
    ("deputy_stations_opinion_paper", "kind"): "record",
    ("deputy_stations_year_plan_paper", "kind"): "plan",
    ("deputy_stations_ledger", "slug"): "duties",
    ("deputy_stations_ledger_pdf", "slug"): "duties",
    ("deputy_stations_round_draft", "kind"): "notice",
    ("deputy_stations_round_paper", "kind"): "notice",
    ("deputy_stations_score", "stage"): "self",
    ("deputy_stations_rating_paper", "kind"): "application",
    ("reform_tasks_plan_paper", "kind"): "plan",
    ("legal_exams_mock_step", "step"): "state",
    ("notifications_text_show", "slug"): "approvals.turn",
    ("notifications_text_preview", "slug"): "approvals.turn",
    ("notifications_text_reset", "slug"): "approvals.turn",
    ("people_mandate_move", "act"): "suspend",
    ("people_account_act", "act"): "lock",
    ("policies_policy_show", "key"): "meetings.notice_days_town",
}  # fmt: skip
NOON = datetime(2026, 3, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
"""When everybody asks: a Friday in March."""
CODE = "QHZ7-KM4T-XW9P"


def follow_up_code() -> Iterator[Found]:
    """Of a sentence brought in the town: the code is given to its sender alone, so the row takes a known one."""
    found = Submission.objects.filter(area__name="青禾镇").order_by("pk").last()
    Submission.objects.filter(pk=found.pk).update(code_index=code_index(CODE))
    yield {"code": CODE.replace("-", "")}, found


def photo_of_code() -> Iterator[Found]:
    found = Submission.objects.filter(area__name="青禾镇").order_by("pk").first()
    Submission.objects.filter(pk=found.pk).update(code_index=code_index("PHT7-KM4T-XW9P"))
    yield {"code": "PHT7KM4TXW9P", "public_id": photo_for(found).public_id}, found


def photo_of_clue() -> Iterator[Found]:
    clue = in_area(Clue, area_named("青禾镇")).order_by("pk").first()
    yield {"public_id": clue.public_id, "photo_id": photo_for(clue.submission).public_id}, clue


def photo_for(row: models.Model) -> Attachment:
    """Nobody in the demo sent a photo with a sentence: one of a project stands for it."""
    photo = Attachment.objects.exclude(thumbnail="").order_by("pk").first()
    photo.pk, photo.public_id, photo._state.adding = None, uuid4(), True
    photo.parent_label, photo.parent_id = row._meta.label_lower, row.pk
    photo.save()
    return photo


def thumbnails() -> Iterator[Found]:
    """Few files are pictures."""
    for row in Attachment.objects.exclude(thumbnail="").order_by("pk")[:3]:
        yield {"public_id": row.public_id}, row


def bundle() -> Iterator[Found]:
    meeting = Meeting.objects.filter(body__area__name="青禾镇").order_by("pk").first()
    known = {"meeting": meeting, "state": "ready", "asked_by": "某某", "asked_at": timezone.now()}
    ordered = Bundle.objects.create(**known, ready_at=timezone.now(), file=ContentFile(b"zip", name="bundle.zip"))
    yield {"public_id": ordered.public_id}, ordered


def batch() -> Iterator[Found]:
    town = area_named("青禾镇")
    ordered = HandOverBatch.objects.create(office=town, units="党政办", ordered_by="某某", ordered_at=timezone.now())
    yield {"public_id": ordered.public_id}, ordered


def of(model: type[models.Model]) -> Callable[[], Iterator[Found]]:
    """Where the page does not look for the row by its key alone."""
    return lambda: (({"public_id": row.public_id}, row) for row in rows_to_ask_for(model))


def station_code() -> Iterator[Found]:
    for name in ("青禾镇", "滨江街道"):
        if station := Station.objects.filter(area__name=name).order_by("pk").first():
            yield {"code": station.code}, station


def deputy_code() -> Iterator[Found]:
    page = DeputyPage.objects.order_by("pk").first()
    yield {"code": page.code}, page


def verification() -> Iterator[Found]:
    document = Document.objects.filter(state="issued", organ__area__name="青禾镇").order_by("pk").first()
    yield {"code": document.code}, document


def slip() -> Iterator[Found]:
    user = User.objects.get(username="daibiao2")
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=8)
    yield {"code": code}, Person.objects.get(user=user)


def calendar() -> Iterator[Found]:
    person = Person.objects.get(user__username="daibiao2")
    by = Actor(name=person.name, role="deputy", user_id=person.user_id, person_id=person.pk)
    yield {"token": feed_renew(by=by, at=timezone.now()).token}, person


def ticket() -> Iterator[Found]:
    sitting = Sitting.objects.filter(meeting__body__area__name="青禾镇").order_by("pk").last()
    person = Person.objects.get(user__username="daibiao2")
    yield {"ticket": ticket_of(sitting, Actor(name=person.name, role="deputy", person_id=person.pk))}, sitting


def checked_file() -> Iterator[Found]:
    """Questions that wait for the yes of who uploaded them."""
    person = Person.objects.get(user__username="mingti")
    kept = {"count": 1, "rows": "[]", "uploaded_by": person.name, "uploader": person, "uploaded_at": timezone.now()}
    batch = QuestionImport.objects.create(office=person.area, bank="sealed", file_name="试题.xlsx", **kept)
    yield {"public_id": batch.public_id}, batch


WAITING = {"file_name": "表格.xlsx", "uploaded_at": NOON}
"""What is common to checked sheets that wait for a yes; the demo leaves none behind."""


def candidates_file() -> Iterator[Found]:
    term = Term.objects.filter(body__area__name="滨江街道").order_by("pk").last()
    waiting = CandidateImport.objects.create(term=term, count=1, rows="[]", uploaded_by="某某", **WAITING)
    yield {"public_id": waiting.public_id}, waiting


def stations_file() -> Iterator[Found]:
    waiting = StationImport.objects.create(area=area_named("青禾镇"), count=1, uploaded_by="某某", **WAITING)
    yield {"public_id": waiting.public_id}, waiting


def roster() -> Iterator[Found]:
    term = Term.objects.filter(body__area__name="青禾镇").order_by("pk").last()
    user = User.objects.get(username="qinghe")
    waiting = RosterImport.objects.create(
        term=term, starts_on=NOON.date(), state="clean", sha256="0" * 64, uploaded_by=user, **WAITING
    )
    yield {"roster_id": waiting.public_id}, waiting


def policy() -> Iterator[Found]:
    town, key = area_named("青禾镇"), "meetings.notice_days_town"
    kept = {"starts_on": NOON.date() - timedelta(days=30), "source": "示例", "set_at": NOON}
    row = Policy.objects.create(key=key, area=town, value=7, **kept)
    yield {"public_id": row.public_id}, row


def device() -> Iterator[Found]:
    user = User.objects.get(username="daibiao2")
    kept = {"kind": SignInKind.PASSWORD, "signed_in_at": NOON, "last_used_at": NOON}
    row = SignedInDevice.objects.create(user=user, session_key="elsewhere", **kept)
    yield {"device_id": row.public_id}, row


def no_candidate() -> Iterator[Found]:
    """Without the cookie of a candidate nobody comes as far as to a row."""
    yield {"public_id": UUID(int=1)}, None


def no_step() -> Iterator[Found]:
    yield {"public_id": UUID(int=1), "step": "state"}, None


AT_HAND: dict[str, Callable[[], Iterator[Found]]] = {
    "matters_mine_of": follow_up_code,
    "matters_mine_withdraw": follow_up_code,
    "matters_mine_rate": follow_up_code,
    "matters_mine_photo": photo_of_code,
    "deputy_stations_station_at": station_code,
    "deputy_stations_check_in": station_code,
    "deputy_stations_door": station_code,
    "deputy_stations_tell": station_code,
    "deputy_stations_deputy": deputy_code,
    "deputy_stations_tell_deputy": deputy_code,
    "files_thumbnail_open": thumbnails,
    "documents_verify": verification,
    "accounts_slip": slip,
    "portal_calendar_feed": calendar,
    "meetings_pulse": ticket,
    "meetings_floor": of(Sitting),
    "meetings_follow": of(Sitting),
    "meetings_follow_live": of(Sitting),
    "ballots_issue": of(Poll),
    "ballots_box": of(Poll),
    "minutes_bundle": bundle,
    "minutes_bundle_progress": bundle,
    "minutes_bundle_download": bundle,
    "matters_batch": batch,
    "matters_batch_live": batch,
    "livelihood_clue_photo": photo_of_clue,
    "legal_exams_bank_import": checked_file,
    "legal_exams_bank_import_write": checked_file,
    "legal_exams_bank_import_discard": checked_file,
    "street_deliberations_import": candidates_file,
    "street_deliberations_import_write": candidates_file,
    "deputy_stations_import": stations_file,
    "deputy_stations_import_write": stations_file,
    "people_roster": roster,
    "people_roster_progress": roster,
    "people_roster_confirm": roster,
    "people_roster_abandon": roster,
    "policies_policy_end": policy,
    "accounts_device_end": device,
    "legal_exams_practice": no_candidate,
    "legal_exams_mock": no_candidate,
    "legal_exams_result": no_candidate,
    "legal_exams_mock_step": no_step,
}
