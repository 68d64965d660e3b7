"""Secret ballots through the services, with the real keeper: every way to vote twice, to lose or to change a ballot."""

import json
from base64 import b64encode
from dataclasses import asdict, replace
from datetime import timedelta
from random import randbytes
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from apps.congress.ballots.keeper.refusals import FAULT, NO_ROOM, Fault, NoRoom
from apps.congress.ballots.models import IssuedBallot, NamedBallot, OpenedBox, Poll, SecretBallot
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.secret_box import fingerprints_of, published_serials
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_close, poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import voter_channel_change
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent
from tests.congress.ballots.hall import OPTIONS
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def put(poll, ballot: SealedBallot) -> str:
    return ballot_put(poll=poll.public_id, ballot=ballot)


def test_a_vote_from_issue_to_result(hall):
    poll = hall.open_secret(seats=2)
    serials = [hall.vote_secretly(poll, number, OPTIONS[number % 3]) for number in range(9)]
    hall.count_secret(poll)
    outcome = poll.count.outcome
    assert outcome["turnout"] == outcome["turnout"] | {"issued": 9, "received": 9, "void": 0}
    assert {item["name"]: item["votes"] for item in outcome["items"]} == dict.fromkeys(OPTIONS, 3)
    assert [line[0] for line in poll.box.serials] == sorted(serials)
    assert poll.box.choices == sorted(poll.box.choices) == poll.count.case["ballots"]


def test_no_table_of_secret_ballots_knows_person_session_address_or_moment():
    known = {
        model.__name__: {field.name for field in model._meta.get_fields() if field.concrete}
        for model in (IssuedBallot, SecretBallot, OpenedBox)
    }
    assert known == {
        "IssuedBallot": {"entry", "blinded"},
        "SecretBallot": {"serial", "poll", "randomizer", "signature", "sealed"},
        "OpenedBox": {"poll", "serials", "choices", "head", "signature"},
    }


def test_neither_step_leaves_an_audit_entry(hall):
    poll = hall.open_secret()
    before = Entry.objects.count()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    assert Entry.objects.count() == before


def test_the_same_blinded_value_gives_the_same_answer_and_another_is_refused(hall):
    poll = hall.open_secret()
    first, second = (hall.phone(poll).draw({"approve": [OPTIONS[0]]}) for _ in range(2))
    answers = [hall.take(poll, 0, first).signature for _ in range(2)]
    assert answers[0] == answers[1]
    with pytest.raises(Conflict, match="一人只有一张票"):
        hall.take(poll, 0, second)
    assert IssuedBallot.objects.count() == 1


def test_two_windows_at_once_get_one_ballot(hall):
    poll = hall.open_secret()
    voter, phone = hall.deputy(0), hall.phone(poll)
    drawn = [phone.draw({"approve": [OPTIONS[0]]}) for _ in range(8)]

    def taking(one):
        return lambda: ballot_issue(poll=poll.public_id, blinded=one.blinded, by=voter, at=timezone.now())

    answers = at_once(*(taking(one) for one in drawn))
    assert refusals(answers) == ["Conflict"] * 7
    assert IssuedBallot.objects.count() == 1


def test_the_same_ballot_again_is_confirmed_and_another_content_under_its_token_is_refused(hall):
    poll = hall.open_secret()
    phone = hall.phone(poll)
    drawn = phone.draw({"approve": [OPTIONS[0]]})
    ballot = hall.take(poll, 0, drawn)
    assert put(poll, ballot) == put(poll, ballot) == drawn.serial
    other = replace(ballot, sealed=phone.seal({"approve": [OPTIONS[1]]}, drawn.token))
    with pytest.raises(Conflict, match="所投内容不变"):
        put(poll, other)
    assert SecretBallot.objects.count() == 1


def test_one_token_with_different_contents_at_once_leaves_the_first(hall):
    poll = hall.open_secret()
    phone = hall.phone(poll)
    drawn = phone.draw({"approve": [OPTIONS[0]]})
    ballot = hall.take(poll, 0, drawn)
    others = [replace(ballot, sealed=phone.seal({"approve": [name]}, drawn.token)) for name in OPTIONS * 2]
    answers = at_once(*(lambda one=one: put(poll, one) for one in others))
    assert refusals(answers) == ["Conflict"] * 5
    stored = SecretBallot.objects.get()
    assert bytes(stored.sealed) == others[answers.index(drawn.serial)].sealed


def test_the_same_ballot_from_many_windows_is_confirmed_to_all(hall):
    poll = hall.open_secret()
    drawn = hall.phone(poll).draw({"approve": [OPTIONS[0]]})
    ballot = hall.take(poll, 0, drawn)
    assert at_once(*[lambda: put(poll, ballot)] * 8) == [drawn.serial] * 8


def changed(ballot: SealedBallot) -> dict[str, SealedBallot]:
    """Ways to bring something that was not issued."""
    number = int.from_bytes(ballot.signature)
    return {
        "forged": replace(ballot, signature=randbytes(256)),
        "another token": replace(ballot, token=randbytes(32)),
        "another randomizer": replace(ballot, randomizer=randbytes(32)),
        "malleated": replace(ballot, signature=(number ^ 1).to_bytes(256)),
        "short": replace(ballot, signature=ballot.signature[1:]),
        "garbage": replace(ballot, sealed=randbytes(len(ballot.sealed))),
        "cut": replace(ballot, sealed=ballot.sealed[:-1]),
        "empty": replace(ballot, sealed=b""),
    }


def test_what_was_not_issued_never_enters_and_burns_nothing(hall):
    poll = hall.open_secret()
    ballot = hall.take(poll, 0, hall.phone(poll).draw({"approve": [OPTIONS[0]]}))
    for way, forged in changed(ballot).items():
        with pytest.raises(DomainError) as refusal:
            put(poll, forged)
        assert refusal.value.sentence, way
    assert SecretBallot.objects.count() == 0
    put(poll, ballot)  # the token is still good


@pytest.mark.parametrize(
    "marks", [{"approve": ["不在票上"]}, {"approve": list(OPTIONS)}, {"oppose": [OPTIONS[0]]}, {"grades": {"甲": "好"}}]
)
def test_marks_that_cannot_be_cast_are_told_before_anything_is_burnt(hall, marks):
    poll = hall.open_secret(seats=2)
    phone = hall.phone(poll)
    drawn = phone.draw(marks)
    ballot = hall.take(poll, 0, drawn)
    with pytest.raises(NotReady):
        put(poll, ballot)
    good = replace(ballot, sealed=phone.seal({"approve": [OPTIONS[0]]}, drawn.token))
    assert put(poll, good) == drawn.serial


def test_a_token_of_one_poll_is_worth_nothing_in_another(hall):
    one, other = hall.open_secret(), hall.open_secret()
    ballot = hall.take(one, 0, hall.phone(one).draw({"approve": [OPTIONS[0]]}))
    with pytest.raises(DomainError):
        put(other, ballot)
    assert SecretBallot.objects.count() == 0


def test_a_sealed_ballot_copied_under_another_token_does_not_open(hall):
    """Who copies a ballot votes like its owner and could find out what that was."""
    poll = hall.open_secret()
    phone = hall.phone(poll)
    original = hall.take(poll, 0, phone.draw({"approve": [OPTIONS[0]]}))
    put(poll, original)
    copy = replace(hall.take(poll, 1, phone.draw({"approve": [OPTIONS[1]]})), sealed=original.sealed)
    with pytest.raises(DomainError):
        put(poll, copy)


def test_every_sealed_ballot_has_one_length(hall):
    short, long = "一", "一个很长很长的项目名称" * 5
    poll = hall.open_secret(options=(short, long), seats=2, equal_slate=True)
    for number, names in enumerate([(), (short,), (long,), (short, long)]):
        hall.vote_secretly(poll, number, *names)
    assert len({len(bytes(sealed)) for (sealed,) in SecretBallot.objects.values_list("sealed")}) == 1


def test_after_the_close_nothing_is_issued_or_cast_but_what_is_in_the_box_is_confirmed(hall):
    poll = hall.open_secret()
    phone = hall.phone(poll)
    inside = hall.take(poll, 0, phone.draw({"approve": [OPTIONS[0]]}))
    put(poll, inside)
    late = hall.take(poll, 1, phone.draw({"approve": [OPTIONS[0]]}))
    hall.close_secret(poll)
    with pytest.raises(WrongState, match="已经截止"):
        put(poll, late)
    with pytest.raises(WrongState, match="已经截止"):
        hall.take(poll, 2, phone.draw({"approve": [OPTIONS[0]]}))
    assert put(poll, inside) == inside.serial
    hall.count_secret_closed(poll)
    assert put(poll, inside) == inside.serial
    turnout = Poll.objects.get(pk=poll.pk).count.outcome["turnout"]
    assert (turnout["issued"], turnout["received"]) == (2, 1)


def test_the_deadline_is_compared_with_the_clock_of_the_database(hall):
    poll = hall.open_secret(closes_at=timezone.now() + timedelta(hours=1))
    ballot = hall.take(poll, 0, hall.phone(poll).draw({"approve": [OPTIONS[0]]}))
    late = timezone.now() + timedelta(hours=2)  # a web server whose clock is wrong
    answer = ballot_issue(poll=poll.public_id, blinded=hall.phone(poll).draw({}).blinded, by=hall.deputy(1), at=late)
    assert len(answer) == 256
    put(poll, ballot)


def test_closing_during_the_vote_loses_nothing_that_was_confirmed(hall):
    poll = hall.open_secret()
    phone = hall.phone(poll)
    ballots = [hall.take(poll, number, phone.draw({"approve": [OPTIONS[0]]})) for number in range(9)]
    hall.present(poll, "close", at=timezone.now())
    jobs = [lambda one=one: put(poll, one) for one in ballots]
    jobs.insert(4, lambda: poll_close(poll=poll, by=hall.staff, at=timezone.now()))
    answers = at_once(*jobs)
    confirmed = {answer for answer in answers if isinstance(answer, str)}
    assert set(SecretBallot.objects.values_list("serial", flat=True)) == confirmed
    hall.count_secret_closed(poll)
    assert Poll.objects.get(pk=poll.pk).count.outcome["turnout"]["received"] == len(confirmed)


def test_ballots_sent_after_the_close_do_not_keep_the_box_closed(hall):
    poll = hall.open_secret()
    late = [hall.take(poll, number, hall.phone(poll).draw({"approve": [OPTIONS[0]]})) for number in range(3)]
    hall.vote_secretly(poll, 3, OPTIONS[0])
    hall.close_secret(poll)
    for ballot in late:
        with pytest.raises(WrongState, match="截止"):
            put(poll, ballot)
    hall.count_secret_closed(poll)
    assert (json.loads(poll.box.head)["checked"], json.loads(poll.box.head)["ballots"]) == (1, 1)


def test_a_secret_ballot_cannot_be_changed_or_removed(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    for statement in ("UPDATE ballots_secretballot SET sealed = ''", "DELETE FROM ballots_issuedballot"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nobody_off_the_roll_takes_a_ballot(hall):
    poll = hall.open_secret(roll=hall.roll(hall.cast.deputies()[:5]))
    with pytest.raises(NotAllowed, match="不在本次表决的名册上"):
        hall.take(poll, 7, hall.phone(poll).draw({}))


def test_a_secret_poll_takes_no_named_ballot_and_a_named_one_no_secret(hall):
    secret, named = hall.open_secret(), hall.open()
    with pytest.raises(WrongState, match="无记名"):
        ballot_cast(poll=secret, marks=Marks((OPTIONS[0],)), by=hall.deputy(0), at=timezone.now())
    with pytest.raises(NotAllowed):
        ballot_issue(poll=named.public_id, blinded=randbytes(256), by=hall.deputy(0), at=timezone.now())
    assert not NamedBallot.objects.exists()
    assert not IssuedBallot.objects.exists()


def test_who_took_a_ballot_cannot_change_to_paper_and_who_changed_cannot_take_one(hall):
    poll = hall.open_secret(method="secret_mixed")
    drawn = hall.phone(poll).draw({})
    hall.take(poll, 0, drawn)
    first, second = poll.roll.all()[:2]
    with pytest.raises(Conflict, match="取票"):
        voter_channel_change(entry=first, by=hall.staff, at=timezone.now())
    voter_channel_change(entry=second, by=hall.staff, at=timezone.now())
    with pytest.raises(NotAllowed, match="纸质票"):
        hall.take(poll, 1, hall.phone(poll).draw({}))


def test_taking_and_changing_to_paper_at_once_gives_one_of_both(hall):
    poll = hall.open_secret(method="secret_mixed")
    drawn, entry, voter = hall.phone(poll).draw({}), poll.roll.first(), hall.deputy(0)
    answers = at_once(
        lambda: ballot_issue(poll=poll.public_id, blinded=drawn.blinded, by=voter, at=timezone.now()),
        lambda: voter_channel_change(entry=entry, by=hall.staff, at=timezone.now()),
    )
    assert len(refusals(answers)) == 1


def test_taking_part_is_on_the_duty_file_and_not_what_was_voted(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    hall.count_secret(poll)
    [event] = DutyEvent.objects.filter(kind="vote")
    assert event.person_id == hall.deputy(0).person_id


def test_the_head_states_the_box_and_is_consistent(hall):
    poll = hall.open_secret()
    for number in range(3):
        hall.vote_secretly(poll, number, OPTIONS[0])
    hall.take(poll, 3, hall.phone(poll).draw({}))  # a phone that died
    hall.count_secret(poll)
    head = json.loads(poll.box.head)
    assert (head["ballots"], head["signed"]) == (3, 4)
    assert head["roll_sha256"] == poll.roll_hash
    assert head["sheet"]["issued"] == 4


def test_an_empty_box_is_opened_too(hall):
    poll = hall.count_secret(hall.open_secret())
    assert poll.box.choices == poll.box.serials == []
    assert poll.count.outcome["turnout"]["received"] == 0


def test_no_figure_exists_before_the_close(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    with pytest.raises(WrongState):
        poll_count(poll=poll, by=hall.staff, at=timezone.now())
    assert not OpenedBox.objects.exists()


def test_a_void_poll_is_never_opened_and_its_keys_end(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    poll_void(poll=poll, reason="设置有误", by=hall.staff, at=timezone.now())
    with pytest.raises(WrongState, match="作废"):
        hall.take(poll, 1, hall.phone(poll).draw({}))
    with pytest.raises(WrongState):
        poll_count(poll=poll, by=hall.staff, at=timezone.now())


def test_plain_http_cannot_hold_a_secret_poll(hall, settings):
    settings.HTTPS, settings.PUBLIC_URL = False, "http://portal.example.cn"
    with pytest.raises(NotReady, match="https"):
        hall.open_secret()


def test_a_keeper_that_is_down_loses_nothing(hall, monkeypatch):
    poll = hall.open_secret()
    drawn = hall.phone(poll).draw({"approve": [OPTIONS[0]]})
    with monkeypatch.context() as patch:
        patch.setattr("apps.congress.ballots.services.secret.keeper", hall.keeper_down)
        with pytest.raises(DomainError, match="暂时没有响应"):
            hall.take(poll, 0, drawn)
    ballot = hall.take(poll, 0, drawn)
    with monkeypatch.context() as patch:
        patch.setattr("apps.congress.ballots.services.secret.keeper", hall.keeper_down)
        with pytest.raises(DomainError, match="暂时没有响应"):
            put(poll, ballot)
    assert put(poll, ballot) == drawn.serial


@pytest.mark.parametrize("refusal", [NoRoom(NO_ROOM), Fault(FAULT)])
def test_a_trouble_that_passes_is_answered_so_that_the_page_asks_again(hall, client, monkeypatch, refusal):
    poll = hall.open_secret()
    drawn = hall.phone(poll).draw({"approve": [OPTIONS[0]]})
    ballot = hall.take(poll, 0, drawn)
    client.force_login(hall.cast.deputies()[0].user)
    in_trouble = Mock(sign=Mock(side_effect=refusal), check=Mock(side_effect=refusal))
    bodies = {"issue": {"blinded": drawn.blinded}, "box": asdict(ballot)}
    with monkeypatch.context() as patch:
        patch.setattr("apps.congress.ballots.services.secret.keeper", lambda: in_trouble)
        for step, body in bodies.items():
            packed = {name: b64encode(value).decode() for name, value in body.items()}
            answer = client.post(f"/ballots/{poll.public_id}/{step}/", packed, content_type="application/json")
            assert (answer.status_code, answer.json()["sentence"]) == (503, refusal.sentence)
    assert not SecretBallot.objects.exists()
    assert put(poll, ballot) == drawn.serial


def test_neither_step_leaves_a_line_in_a_log(hall, client, caplog):
    poll = hall.open_secret()
    client.force_login(hall.cast.people["deputy"].user)
    for step in ("issue", "box"):
        answer = client.post(f"/ballots/{poll.public_id}/{step}/", "{", content_type="application/json")
        assert answer.status_code == 422
    assert caplog.records == []


NO_BALLOTS = ["", "[]", "null", "{}", "1", '{"blinded": 1}', '{"blinded": "*"}', '{"blinded": "AA=="}', "\x00"]


@pytest.mark.parametrize("body", [*NO_BALLOTS, "[" * 99999, '"' + "A" * 6_000_000])
def test_what_is_no_ballot_is_told_in_a_sentence(hall, client, body):
    poll = hall.open_secret()
    client.force_login(hall.cast.people["deputy"].user)
    for step in ("issue", "box"):
        answer = client.post(f"/ballots/{poll.public_id}/{step}/", body, content_type="application/json")
        assert (answer.status_code, "请刷新页面后重试" in answer.json()["sentence"]) == (422, True)


def test_one_paper_ballot_beside_a_secret_box_would_be_known_to_everybody(hall):
    poll = hall.open_secret(method="secret_mixed")
    entries = list(poll.roll.all())
    voter_channel_change(entry=entries[0], by=hall.staff, at=timezone.now())
    with pytest.raises(NotReady, match="只有1人"):
        hall.close_secret(poll)
    for entry in entries[1:3]:
        voter_channel_change(entry=entry, by=hall.staff, at=timezone.now())
    hall.close_secret(poll)


def test_the_fingerprints_are_on_record_from_the_opening_on(hall):
    poll = hall.open_secret()
    known = fingerprints_of(poll)
    [entry] = Entry.objects.filter(act="ballots.keys.made")
    assert (entry.facts["head"], entry.facts["keys"]) == (known.head_fingerprint, known.poll_fingerprint)
    assert known.head_fingerprint in hall.cast.client("staff").get(f"/ballots/{poll.public_id}/").content.decode()


def test_the_published_list_is_the_one_the_keeper_signed(hall):
    poll = hall.open_secret()
    serial = hall.vote_secretly(poll, 0, OPTIONS[0])
    hall.count_secret(poll)
    SecretBallot.objects.create(serial="f" * 64, poll=poll, randomizer=b"", signature=b"", sealed=b"")
    assert published_serials(poll) == [serial]


def test_a_vote_that_was_broken_off_stays_among_the_things_to_do(hall):
    poll = hall.open_secret()
    ballot = hall.take(poll, 0, hall.phone(poll).draw({"approve": [OPTIONS[0]]}))
    home = hall.cast.client("deputy")
    assert "看看是否已投完" in home.get("/").content.decode()
    put(poll, ballot)
    assert "看看是否已投完" not in home.get("/").content.decode()


def test_the_office_cannot_watch_in_the_admin_who_has_not_taken_a_ballot(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    name, admin = hall.deputy(0).name, "/admin/ballots/issuedballot/"
    assert name not in hall.cast.client("operator").get(admin).content.decode()
    hall.count_secret(poll)
    assert name in hall.cast.client("operator").get(admin).content.decode()
