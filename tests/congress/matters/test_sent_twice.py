"""A form sent twice, by a second click or from a page that came back, makes one row."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.congress.matters.models import ContactRecord, HandOverBatch, Matter, Submission, SubmissionUpdate
from apps.congress.matters.selectors import submission_by_code
from apps.foundation.core.once import SAID_OTHERWISE
from tests.congress.matters.conftest import LAMP, make_submission
from tests.congress.matters.handled import on_day, taken
from tests.congress.matters.test_public_pages import TYPED, code_on, page_of, text_of
from tests.congress.matters.test_writing_pages import TYPED as SUGGESTED
from tests.congress.matters.writing import accepted, government


def twice(client, page, typed):
    """Both answers to one form."""
    typed = {**typed, "key": uuid4()}
    return [client.post(page, typed, follow=True) for _ in range(2)]


def test_a_sentence_of_the_public_is_one_and_its_code_is_the_same(cast):
    guest = Client()
    codes = {code_on(text_of(answer)) for answer in twice(guest, page_of(cast.town), TYPED)}
    sent = Submission.objects.get()
    assert {submission_by_code(code) for code in codes} == {sent}
    assert sent.series.last == 1


def test_a_page_that_came_back_and_says_something_else_is_refused_once_and_then_kept(cast):
    guest, typed = Client(), {**TYPED, "key": str(uuid4())}
    guest.post(page_of(cast.town), typed)
    refused = guest.post(page_of(cast.town), {**typed, "text": "学校门口没有斑马线。"})
    assert SAID_OTHERWISE in text_of(refused)
    anew = str(refused.context["form"]["key"].value())
    assert anew != typed["key"]
    guest.post(page_of(cast.town), {**typed, "text": "学校门口没有斑马线。", "key": anew})
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(("part", "page"), [("staff", "matters_enter"), ("deputy", "matters_collect")])
def test_what_somebody_else_writes_down_is_one(cast, part, page):
    typed = {"area": cast.town.public_id, "channel": "visit", "text": LAMP}
    twice(cast.client(part), reverse(page), typed)
    assert Submission.objects.count() == 1


def test_a_sentence_to_the_proposer_is_told_once(cast):
    page = reverse("matters_submission_tell", args=[make_submission(cast.town).public_id])
    twice(cast.client("staff"), page, {"sentence": "已转镇政府办理。"})
    assert SubmissionUpdate.objects.count() == 1


def test_a_suggestion_is_begun_once(cast):
    twice(cast.client("deputy"), reverse("matters_write"), SUGGESTED)
    assert Matter.objects.count() == 1


def test_contact_is_on_record_once(cast):
    part = taken(cast)
    typed = {"on": "2026-03-23", "means": "phone", "people": "张晓东", "gist": "希望开学前装好。"}
    with time_machine.travel(on_day(3, 24), tick=False):
        twice(cast.client("handler"), reverse("matters_handling_contact", args=[part.public_id]), typed)
    assert ContactRecord.objects.count() == 1
    assert part.matter.submission.updates.filter(sentence__contains="与您沟通").count() == 1


def test_a_batch_is_ordered_once(cast):
    matter = accepted(cast)
    typed = {
        "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-unit": government().name, "form-0-role": "main",
        "matter": [matter.public_id],
    }  # fmt: skip
    first, second = twice(cast.client("staff"), reverse("matters_bulk"), typed)
    assert first.redirect_chain == second.redirect_chain
    assert HandOverBatch.objects.count() == 1
