"""The pages of the bank: what setters do there, and that nobody else sees anything of it."""

from http import HTTPStatus
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.audit.models import Entry
from apps.foundation.core import registry
from apps.foundation.core.actors import EXAM_SETTER
from apps.foundation.people.models import RoleAssignment
from apps.systems.legal_exams.models import Blueprint, Law, Question, QuestionImport
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.selectors.bank_desk import search, todo
from apps.systems.legal_exams.urls import bank_urls, blueprints_urls, items_urls, laws_urls
from tests import factories as make
from tests.cast import TODAY
from tests.systems.legal_exams.bank_makers import added, approved, content, submitted
from tests.systems.legal_exams.house_of_exams import make_blueprint, make_law
from tests.systems.legal_exams.test_bank_import import GOOD, sheet

pytestmark = pytest.mark.django_db
SECRETS = ("密干", "密选", "密析")


def url(name: str, *args: object) -> str:
    return reverse(f"legal_exams_{name}", args=args)


def text_of(answer) -> str:
    return answer.getvalue().decode()


def typed(bound) -> object:
    """What a browser sends back of a field as it stands."""
    return "" if bound.value() is None else bound.value()


def seen() -> int:
    return Entry.objects.filter(act="legal_exams.question.seen").count()


def test_every_opening_of_a_question_is_remembered(house):
    question = approved(house)
    browser = house.client("reviewer")
    assert "密干" in text_of(browser.get(question.get_absolute_url()))
    assert seen() == 1
    browser.get(question.get_absolute_url())
    assert seen() == 2
    entry = Entry.objects.filter(act="legal_exams.question.seen").first()
    assert (entry.actor_name, entry.subject_text) == ("示例reviewer", str(question))


def test_the_list_and_its_export_hold_no_content_and_are_no_openings(house):
    approved(house)
    browser = house.client("exam_setter")
    page, file = browser.get(url("questions")), browser.get(url("questions") + "?export=xlsx")
    book = load_workbook(BytesIO(file.getvalue()))
    cells = str(list(book.worksheets[0].values))
    assert "宪法" in text_of(page)
    assert "宪法" in cells
    assert not [word for word in SECRETS if word in text_of(page) + cells]
    assert seen() == 0


@pytest.mark.parametrize("asked", ["1", "第1题", "宪法", "《中华人民共和国宪法》", "第二条", "law", "standing"])
def test_the_list_is_narrowed_without_reading_what_questions_say(house, asked):
    law = make_law(house)
    question = added(house, law=law, article="第二条")
    extra = {"law": {"law": law.public_id}, "standing": {"standing": "draft"}}.get(asked, {"q": asked})
    page = text_of(house.client("exam_setter").get(url("questions"), extra))
    assert question.get_absolute_url() in page
    miss = {"law": {"kind": "judge"}, "standing": {"standing": "mine"}}.get(asked, {"q": "预算法"})
    assert question.get_absolute_url() not in text_of(house.client("exam_setter").get(url("questions"), miss))


def test_words_of_a_stem_are_found_by_post_and_the_log_does_not_say_which(house):
    question = added(house)
    page = text_of(house.client("reviewer").post(url("bank_words"), {"words": "密干 产生"}))
    assert question.get_absolute_url() in page
    assert "密选" not in page
    entry = Entry.objects.get(act="legal_exams.bank.searched")
    assert entry.facts == {"hits": 1}
    assert question.get_absolute_url() not in text_of(
        house.client("reviewer").post(url("bank_words"), {"words": "没有这个词"})
    )


def test_contents_leave_the_portal_with_a_reason_in_the_log(house):
    approved(house)
    browser = house.client("exam_setter")
    refused = browser.post(url("bank_contents"), {"bank": "sealed", "part": "", "reason": ""})
    assert "密干" not in text_of(refused)
    file = browser.post(url("bank_contents"), {"bank": "sealed", "part": "", "reason": "送专家审看"})
    (head, row) = load_workbook(BytesIO(file.getvalue())).worksheets[0].values
    assert dict(zip(head, row, strict=True))["答案"] == "B"
    entry = Entry.objects.get(act="legal_exams.bank.exported")
    assert (entry.reason, entry.facts["count"]) == ("送专家审看", 1)


def test_a_question_is_set_returned_changed_and_approved_by_another(house):
    law, author, reviewer = make_law(house), house.client("exam_setter"), house.client("reviewer")
    form = {
        "revision": 0, "stem": "密干:谁产生谁", "option_A": "密选一", "option_B": "密选二", "option_C": "密选三",
        "key": "1", "law": law.pk, "bank": "sealed", "part": "public", "difficulty": "easy", "article": "",
        "explanation": "",
    }  # fmt: skip
    wrong = author.post(url("question_add"), {**form, "option_B": ""})
    assert "中间不能空" in text_of(wrong)
    assert "密选三" in text_of(wrong)
    author.post(url("question_add"), form)
    question = Question.objects.get()
    assert author.post(url("question_approve", question.public_id), {"revision": 0}).status_code == 409
    author.post(url("question_submit", question.public_id))
    assert author.post(url("question_approve", question.public_id), {"revision": 0}).status_code == 403
    reviewer.post(url("question_return", question.public_id), {"revision": 0, "note": "密注"})
    assert "密注" in text_of(author.get(question.get_absolute_url()))
    assert any("被退回" in item.title for item in todo(house.actor("exam_setter"), TODAY))
    author.post(url("question_change", question.public_id), {**form, "key": "2"})
    author.post(url("question_submit", question.public_id))
    assert reviewer.post(url("question_approve", question.public_id), {"revision": 0}).status_code == 409
    assert reviewer.post(url("question_approve", question.public_id)).status_code == 409
    reviewer.post(url("question_approve", question.public_id), {"revision": 1})
    question.refresh_from_db()
    assert (question.state, question.content["key"]) == (states.ACTIVE, [2])


def test_a_page_typed_on_an_older_state_keeps_the_text_and_shows_what_is_saved(house):
    question = added(house)
    browser = house.client("exam_setter")
    page = browser.get(url("question_change", question.public_id))
    form = {bound.name: typed(bound) for bound in page.context["form"]}
    browser.post(url("question_change", question.public_id), {**form, "stem": "密干:先存的"})
    late = text_of(browser.post(url("question_change", question.public_id), {**form, "stem": "密干:后写的"}))
    assert "密干:先存的" in late
    assert "密干:后写的" in late


@pytest.mark.parametrize("kind", drawing.KINDS)
def test_each_kind_has_its_form(house, kind):
    page = house.client("exam_setter").get(url("question_add"), {"kind": kind, "law": "garbage"})
    assert page.status_code == HTTPStatus.OK
    assert ("选项A" in text_of(page)) == (kind != drawing.JUDGE)


def test_many_are_approved_on_the_page_of_reviews_which_counts_as_seen(house):
    questions, own = [submitted(house), submitted(house)], submitted(house, by="reviewer")
    browser = house.client("reviewer")
    page = text_of(browser.get(url("review")))
    assert own.get_absolute_url() not in page
    assert seen() == 2
    assert browser.post(url("review"), {}).status_code == 422
    assert browser.post(url("review"), {"read": [f"{own.public_id}:0"]}).status_code == 403
    browser.post(url("review"), {"read": [f"{one.public_id}:{one.revision}" for one in questions]})
    assert Question.objects.in_use().count() == 2
    assert any(f"{1} 道试题待您审定" in item.title for item in todo(house.actor("exam_setter"), TODAY))


def test_a_file_is_checked_previewed_by_its_uploader_alone_and_written(house):
    make_law(house)
    browser = house.client("exam_setter")
    file = sheet(GOOD | {"答案": "D"})
    file.name = "题库.xlsx"
    page = text_of(browser.post(url("bank_import_new"), {"file": file, "bank": "sealed", "difficulty": "easy"}))
    assert "超出选项范围" in page
    assert not QuestionImport.objects.exists()
    file = sheet(GOOD)
    file.name = "题库.xlsx"
    answer = browser.post(url("bank_import_new"), {"file": file, "bank": "sealed", "difficulty": "easy"})
    batch = QuestionImport.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    assert "地方人大每届任期几年" in text_of(browser.get(batch.get_absolute_url()))
    assert house.client("reviewer").get(batch.get_absolute_url()).status_code == 404
    browser.post(url("bank_import_write", batch.public_id))
    assert Question.objects.get().state == states.IN_REVIEW
    assert browser.post(url("bank_import_write", batch.public_id)).status_code == 409
    assert "内容不再保留" in text_of(browser.get(batch.get_absolute_url()))


def test_a_law_is_amended_and_its_questions_looked_at(house):
    question, other = approved(house), approved(house)
    law, browser = make_law(house), house.client("reviewer")
    browser.post(url("law_amend", law.public_id), {"is_repealed": "", "on": "2026-03-01", "version": "2026年修正"})
    assert any(str(law) in item.title for item in todo(house.actor("reviewer"), TODAY))
    page = text_of(browser.get(law.get_absolute_url()))
    assert question.get_absolute_url() in page
    assert "密干" not in page
    look = url("law_look", law.public_id)
    assert browser.post(look, {"act": "keep"}).status_code == 422
    browser.post(look, {"act": "keep", "question": [question.public_id]})
    browser.post(look, {"act": "retire", "question": [other.public_id], "reason": "条文已改"})
    assert not Question.objects.to_look_at().exists()
    assert "条文已改" not in text_of(browser.get(question.get_absolute_url()))


def test_the_staff_of_the_exam_keeps_blueprints_and_sees_counts_alone(house):
    approved(house)
    staff, setter = house.client("exam_staff"), house.client("exam_setter")
    page = staff.get(url("blueprint_new"))
    editor = page.context["editor"]
    data = {bound.html_name: typed(bound) for bound in [*editor.head, *editor.rows.management_form]}
    for row in editor.rows:
        data |= {bound.html_name: typed(bound) for bound in row}
    refused = text_of(staff.post(url("blueprint_new"), {**data, "lines-0-count": "7"}))
    assert "各题分值合计应为100分" in refused
    staff.post(url("blueprint_new"), data)
    blueprint = Blueprint.objects.get()
    for browser in (staff, setter):
        for page in (url("blueprints"), blueprint.get_absolute_url(), url("bank_counts")):
            text = text_of(browser.get(page))
            assert not [word for word in SECRETS if word in text]
    assert setter.get(url("blueprint_change", blueprint.public_id)).status_code == 403
    assert setter.post(url("blueprint_copy", blueprint.public_id)).status_code == 403
    answer = staff.post(url("blueprint_copy", blueprint.public_id))
    copy = Blueprint.objects.exclude(pk=blueprint.pk).get()
    assert answer["Location"] == url("blueprint_change", copy.public_id)


WAITING = ("bank_import", "bank_import_write", "bank_import_discard")
"""Of a file that waits: its uploader's alone (`test_a_file_is_checked_…`)."""


def pages_of_the_bank() -> list[str]:
    """Every address of this part, by the one row of its noun where it asks for one."""
    rows = {"question": Question.objects.get(), "law": Law.objects.get(), "blueprint": Blueprint.objects.get()}
    patterns = [*bank_urls, *laws_urls, *blueprints_urls, *items_urls]
    found = []
    for name in (pattern.name.removeprefix("legal_exams_") for pattern in patterns):
        asked = next((row for noun, row in rows.items() if name == noun or name.startswith(f"{noun}_")), None)
        if name not in WAITING:
            is_plain = asked is None or name.endswith(("_add", "_new"))
            found.append(url(name) if is_plain else url(name, asked.public_id))
    return found


PARTS = ("operator", "staff", "district_staff", "leader", "handler", "deputy", "representative")


@pytest.mark.parametrize("part", [*PARTS, "invigilator", "chief", "exam_staff"])
def test_nobody_else_enters_any_page_of_the_bank(house, part):
    approved(house)
    make_blueprint(house)
    ours = part in house.people
    browser = house.client(part) if ours else house.cast.client(part)
    open_to_staff = ("counts", "update", "blueprints")
    for page in pages_of_the_bank():
        if part == "exam_staff" and any(word in page for word in open_to_staff):
            continue
        for answer in (browser.get(page), browser.post(page)):
            assert answer.status_code in (403, 404), page
            assert not [word for word in SECRETS if word in text_of(answer)]
    actor = house.actor(part) if ours else house.cast.actor(part)
    assert not list(search(actor, "宪法"))
    assert not list(search(actor, "1"))


def test_the_district_beside_sees_nothing(house):
    question = approved(house)

    person = make.make_person(house.cast.town, "邻镇命题人")
    RoleAssignment.objects.create(person=person, role=EXAM_SETTER, area=house.cast.town, starts_on=make.SINCE)

    browser = Client()
    browser.force_login(make.make_user(person, "neighbour"))
    assert browser.get(question.get_absolute_url()).status_code == 404
    assert browser.get(make_law(house).get_absolute_url()).status_code == 404


def test_the_admin_shows_neither_questions_nor_files(house):
    approved(house)
    browser = house.cast.client("operator")
    for model in ("question", "questionimport", "law", "blueprint"):
        text = text_of(browser.get(reverse(f"admin:legal_exams_{model}_changelist")))
        assert not [word for word in (*SECRETS, "第1题") if word in text]


def test_the_update_note_says_what_came_and_went_without_contents(house):
    kind = registry.document_kinds()["legal_exams_bank_update"]
    question = approved(house, content("密干:一"))

    make.make_unit(house.office, "standing_committee", "示例区人大常委会")
    (tree,) = kind.trees()
    told = str(tree)
    assert str(question.law) in told
    assert not [word for word in SECRETS if word in told]
    answer = house.client("exam_staff").get(url("bank_update"), {"since": "2026-01-01", "as": "docx"})
    assert answer.status_code == HTTPStatus.OK
