"""One line for each request, without anything of a person; and nothing at all where secrecy is the law."""

import json
import logging
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from apps.foundation.audit import services as audit
from apps.foundation.audit.models import Entry
from apps.foundation.core import outbox, recording, registry
from apps.foundation.core.audiences import SIGNED_IN
from apps.foundation.core.logs import JsonFormatter, NothingSecret
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.recording import HEADER, TASK_HEADER, begin, current_number, end
from apps.foundation.core.registry import System
from congress_portal import celery as roof
from congress_portal.reports import scrubbed
from congress_portal.urls import urlpatterns as portal


@pytest.fixture
def two_pages(settings):
    """A page that fails and one that does something."""
    system = registry.register(System(slug="two_pages", title="示例", audiences={"test_*": SIGNED_IN}))
    settings.ROOT_URLCONF = __name__
    yield
    registry.unregister(system.slug)


@pytest.fixture
def log(caplog):
    """What the console of an office would say, a line an entry."""
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(NothingSecret())
    caplog.handler.setFormatter(JsonFormatter())
    return lambda: [json.loads(line) for line in caplog.text.splitlines()]


def requests_in(lines: list[dict]) -> list[dict]:
    return [line for line in lines if line["logger"] == "portal.requests"]


def test_a_request_leaves_one_line_and_its_number(cast, log):
    response = cast.client("staff").get("/search/?q=安然")
    [line] = requests_in(log())
    assert line["request"] == response[HEADER]
    assert len(line["request"]) == 8
    told = (line["page"], line["method"], line["status"], line["role"])
    assert told == ("portal_search", "GET", 200, "staff")
    assert line["ms"] > 0
    assert "安然" not in json.dumps(log(), ensure_ascii=False)


def test_two_requests_have_two_numbers(cast):
    client = cast.client("staff")
    assert client.get("/me/")[HEADER] != client.get("/me/")[HEADER]
    assert current_number() == ""


def test_it_names_the_entries_in_the_log_of_acts(cast, log, two_pages):
    assert cast.client("staff").post("/act/").status_code == 200
    [line] = requests_in(log())
    assert line["acts"] == [Entry.objects.get(act="files.attachment.added").pk]


def test_a_code_in_a_path_is_nowhere(db, log):
    Client().get("/accounts/slip/SECRETCODE0123456789/")
    Client().get("/calendar/SECRETCODE0123456789.ics")
    Client().get("/SECRETCODE0123456789/")
    assert "SECRETCODE" not in json.dumps(log())
    assert [line["page"] for line in requests_in(log())] == ["accounts_slip", "portal_calendar_feed", "-"]


UNRECORDED = {name for system in registry.systems() for name in system.unrecorded}


def test_secret_ballots_and_seats_of_an_exam_are_unrecorded():
    assert {"ballots_vote", "ballots_issue", "ballots_box", "ballots_tablet"} < UNRECORDED
    assert {"legal_exams_door", "legal_exams_seat_save", "legal_exams_seat_hand_in"} < UNRECORDED


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("ballots_vote", [uuid4()]),
        ("ballots_issue", [uuid4()]),
        ("ballots_box", [uuid4()]),
        ("legal_exams_seat_save", []),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_unrecorded_leaves_nothing(cast, log, name, args, method):
    response = getattr(cast.client("deputy"), method)(reverse(name, args=args))
    assert HEADER not in response
    assert log() == []


def test_a_failure_shows_the_number_and_logs_where_it_happened(cast, log, two_pages):
    client = Client(raise_request_exception=False)
    client.force_login(cast.people["staff"].user)
    response = client.get("/fail/")
    assert response.status_code == 500
    assert f"编号 <strong>{response[HEADER]}</strong>" in response.content.decode()
    [failure] = [line for line in log() if "error" in line]
    assert failure["request"] == response[HEADER]
    assert failure["text"] == "500 test_fail"
    assert failure["error"]["kind"] == "ValueError"
    assert failure["error"]["where"][-1].endswith(" fail")
    assert "张三" not in json.dumps(log(), ensure_ascii=False)


def test_a_failure_where_nothing_is_recorded_is_not_logged_either(cast, log, two_pages, monkeypatch):
    monkeypatch.setattr(recording, "is_unrecorded", lambda page: True)
    monkeypatch.setattr("apps.foundation.core.logs.is_unrecorded", lambda page: True)
    client = Client(raise_request_exception=False)
    client.force_login(cast.people["staff"].user)
    response = client.get("/fail/")
    assert response.status_code == 500
    assert "编号" not in response.content.decode()
    assert log() == []


def test_of_what_the_database_refuses_the_rule_is_named_and_not_the_value(cast, log):
    user = cast.people["staff"].user
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {user._meta.db_table} SELECT * FROM {user._meta.db_table} LIMIT 1")
    except IntegrityError:
        logging.getLogger("apps").exception("not written")
    [line] = log()
    assert line["error"]["text"].startswith("duplicate key value violates unique constraint")
    assert "Key (" not in json.dumps(line)


def test_what_somebody_typed_is_not_quoted_by_an_error(log):
    try:
        raise ValidationError("张三 is no number")
    except ValidationError:
        logging.getLogger("apps").exception("refused")
    [line] = log()
    assert "text" not in line["error"]


def test_a_task_goes_on_under_the_number_of_its_request(cast, log, monkeypatch):
    sent = []
    task = roof.app.tasks["core.relay_outbox"]
    monkeypatch.setattr(task, "apply_async", lambda **how: sent.append(how["headers"]))
    begin("7KQ4M2XA")
    outbox.send("core.relay_outbox")
    end()
    assert OutboxTask.objects.get().request == "7KQ4M2XA"
    outbox.relay()
    assert sent == [{TASK_HEADER: "7KQ4M2XA"}]


def test_a_task_says_how_it_went(log):
    task = roof.app.tasks["core.relay_outbox"]
    task.push_request(**{TASK_HEADER: "7KQ4M2XA"})
    try:
        roof.task_begins(task=task)
        assert current_number() == "7KQ4M2XA"
        roof.task_ends(task=task, state="SUCCESS")
    finally:
        task.pop_request()
    [line] = log()
    assert (line["request"], line["task"], line["state"]) == ("7KQ4M2XA", "core.relay_outbox", "SUCCESS")
    assert current_number() == ""


def test_celery_does_not_tell_what_an_error_said(log):
    data = {
        "name": "people.import",
        "description": "raised unexpected",
        "exc": "ValueError('张三')",
        "args": "['张三']",
    }
    logging.getLogger("celery.app.trace").error("Task %(name)s: %(exc)s", data, extra={"data": data})
    [line] = log()
    assert line["text"] == "people.import raised unexpected"


def fail(request):
    raise ValueError("张三's form")


def act(request):
    audit.record("files.attachment.added", on=request.user.person, by=request.actor, name="x")
    return HttpResponse("done")


def test_a_report_of_a_failure_holds_kind_place_and_number_alone(monkeypatch):
    frame = {"function": "f", "lineno": 7, "vars": {"name": "张三"}, "context_line": "f('张三')"}
    event = {
        "request": {"url": "/accounts/slip/CODE/", "data": {"name": "张三"}},
        "user": {"id": "7"},
        "breadcrumbs": {"values": [{"message": "张三"}]},
        "message": "张三",
        "exception": {"values": [{"type": "ValueError", "value": "张三", "stacktrace": {"frames": [frame]}}]},
    }
    failure = ValueError("张三")
    begin("7KQ4M2XA")
    told = scrubbed(event, {"exc_info": (ValueError, failure, None)})
    end()
    assert told == {
        "exception": {
            "values": [{"type": "ValueError", "value": "", "stacktrace": {"frames": [{"function": "f", "lineno": 7}]}}]
        },
        "tags": {"request": "7KQ4M2XA"},
    }


def test_no_report_leaves_a_page_that_is_unrecorded():
    begin().silent = True
    assert scrubbed({}, {"exc_info": (ValueError, ValueError(), None)}) is None
    end()
    assert scrubbed({"message": "a line of a log"}, {}) is None


urlpatterns = [*portal, path("fail/", fail, name="test_fail"), path("act/", act, name="test_act")]
handler500 = "apps.portal.views.health.server_error"
