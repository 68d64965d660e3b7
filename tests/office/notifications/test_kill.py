"""kill -9 of a run of reminders, of worker and beat: of 10,000 none comes twice, what is missing is unknown."""

import os
import re
import signal
from collections import Counter
from datetime import timedelta
from threading import Thread

import pytest
from django.utils import timezone

from apps.foundation.core.dates import local_day
from tests.congress.ballots.test_kill import beside, on_the_data_of
from tests.deploy.conftest import UP, empty_cluster, migrated_cluster, wait_for
from tests.deploy.conftest import migrated_launcher as launcher
from tests.office.notifications.fakes import MailServer
from tests.office.notifications.test_channels import Receiver

__all__ = ["empty_cluster", "launcher", "migrated_cluster"]
pytestmark = pytest.mark.launcher
PEOPLE, EACH = 400, 25
PATIENCE = 240

FILL = """
from datetime import date
from django.utils import timezone
from apps.foundation.policies.models import Policy
from benchmarks.support.due_days import fill
fill({people}, {each}, date.fromisoformat("{day}"))
Policy.objects.create(
    key="notifications.quiet_hours", value="不设", starts_on="2015-01-01", source="-", set_at=timezone.now()
)
"""
RUN = """
from datetime import datetime
from django.utils import timezone
from apps.office.notifications.services import reminders_run
reminders_run(at=timezone.make_aware(datetime.fromisoformat("{day}T12:00")))
"""
LATER = """
from django.utils import timezone
from apps.office.notifications import services
from apps.office.notifications.models.notices import LOST
services.attempts_settle(at=timezone.now() + LOST)
services.attempts_queue(at=timezone.now() + LOST)
"""
LEFT = "SELECT count(*) FROM notifications_deliveryattempt WHERE state IN ('waiting', 'sending')"
TRIES = (
    "SELECT channel, address, state FROM notifications_deliveryattempt WHERE number = 1"
    " AND state IN ('sent', 'unknown')"
)


@pytest.fixture
def servers():
    """A mail server and a webhook that count."""
    made = MailServer(), Receiver()
    threads = [Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}) for server in made]
    for thread in threads:
        thread.start()
    yield made
    for server in made:
        server.shutdown()
        server.server_close()


def last_working_day(launcher):
    """Of those that are over: what is due then may leave now, whatever the hour is."""
    off = {day for (day,) in launcher.sql("SELECT day FROM core_holiday WHERE NOT works")}
    day = local_day(timezone.now()) - timedelta(days=1)
    while day.weekday() > 4 or day in off:
        day -= timedelta(days=1)
    return day


def shell(portal, code, **values):
    return on_the_data_of(portal, "django", "shell", "-v0", "-c", code.format(**values))


def test_ten_thousand_reminders_through_kills_of_everything(launcher, servers, monkeypatch):
    mail, webhook = servers
    monkeypatch.setenv("NOTICE_CHANNELS", f"sms=json://127.0.0.1:{webhook.server_port}/{{phone}}/")
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{mail.port}")
    launcher.start("run", module="deploy.local", DEMO="0", DEBUG="1", LOG_LEVEL="ERROR")
    wait_for(lambda: UP[-1] in launcher.output or launcher.process.poll() is not None, seconds=PATIENCE)
    launcher.remember()
    day = last_working_day(launcher)
    shell(launcher, FILL, people=PEOPLE, each=EACH, day=day)
    run_with_a_kill(launcher, day)
    assert launcher.sql("SELECT count(*) FROM notifications_notice WHERE key LIKE 'remind:%'") == [(PEOPLE * EACH,)]
    for number, word in enumerate(("--concurrency", "beat", "--concurrency"), start=1):
        wait_for(lambda floor=150 * number: len(mail.taken) + len(webhook.taken) >= floor, seconds=PATIENCE)
        launcher.child(word).kill()
    wait_for(lambda: is_done(launcher), seconds=PATIENCE)
    check(launcher, mail, webhook)


def run_with_a_kill(launcher, day):
    """Two beats at once; the first one's run is killed half way, and a third finishes it."""
    first = beside(launcher, "django", "shell", "-v0", "-c", RUN.format(day=day))
    wait_for(lambda: launcher.sql("SELECT count(*) > 2000 FROM notifications_notice") == [(True,)], seconds=PATIENCE)
    second = beside(launcher, "django", "shell", "-v0", "-c", RUN.format(day=day))
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    second.communicate()
    shell(launcher, RUN, day=day)


def is_done(launcher):
    """What a killed worker held is taken up again as it would be twenty minutes later."""
    if launcher.sql(LEFT) == [(0,)]:
        return True
    shell(launcher, LATER)
    return False


def check(launcher, mail, webhook):
    mails = Counter(recipient for recipient, _ in mail.taken)
    messages = Counter(path.strip("/") for path, _ in webhook.taken)
    named = Counter(
        (recipient, item)
        for recipient, text in mail.taken
        for item in re.findall(r"测速事项\d+", text.partition("1. ")[2])
    )
    assert (max(mails.values()), max(messages.values()), max(named.values())) == (1, 1, 1)
    tries = launcher.sql(TRIES)
    assert len(tries) == 2 * PEOPLE
    arrived = {("mail", address) for address in mails} | {("sms", phone) for phone in messages}
    missing = {(channel, address, state) for channel, address, state in tries if (channel, address) not in arrived}
    assert {state for *_, state in missing} <= {"unknown"}
    assert len(named) == EACH * len(mails)
    assert arrived <= {(channel, address) for channel, address, _ in tries}
