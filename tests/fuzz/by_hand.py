"""What cannot be read off a page: words in addresses, and codes that the database keeps as a digest alone."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import models
from django.utils import timezone

from apps.congress.matters.models import Submission
from apps.congress.matters.selectors.submissions import code_index
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.selectors import ticket_of
from apps.foundation.accounts.models import User
from apps.foundation.accounts.services import slip_issue
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person
from apps.office.documents.models import Document
from apps.office.files.selectors import attachments_of
from apps.office.notifications.services import feed_renew
from apps.systems.deputy_stations.models import DeputyPage, Station
from apps.systems.legal_exams.models import QuestionImport

Found = tuple[dict[str, object], models.Model | None]

WORDS: dict[object, object] = {
    "ending": "docx", "number": 1, "index": 0, "year": 2026, "size": "a4",
    ("portal_report_file", "ending"): "docx",
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
CODE = "QHZ7-KM4T-XW9P"


def follow_up_code() -> Iterator[Found]:
    """Of a sentence brought in the town: the code is given to its sender alone, so the row takes a known one."""
    found = Submission.objects.filter(area__name="青禾镇").order_by("pk").last()
    Submission.objects.filter(pk=found.pk).update(code_index=code_index(CODE))
    yield {"code": CODE.replace("-", "")}, found


def photo_of_code() -> Iterator[Found]:
    for found in Submission.objects.filter(area__name="青禾镇").order_by("-pk"):
        if photo := attachments_of(found).first():
            Submission.objects.filter(pk=found.pk).update(code_index=code_index("PHT7-KM4T-XW9P"))
            yield {"code": "PHT7KM4TXW9P", "public_id": photo.public_id}, found
            return


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
    "documents_verify": verification,
    "accounts_slip": slip,
    "portal_calendar_feed": calendar,
    "meetings_pulse": ticket,
    "legal_exams_bank_import": checked_file,
    "legal_exams_bank_import_write": checked_file,
    "legal_exams_bank_import_discard": checked_file,
    "legal_exams_practice": no_candidate,
    "legal_exams_mock": no_candidate,
    "legal_exams_result": no_candidate,
    "legal_exams_mock_step": no_step,
}
