"""The journal: nothing counts before it is on disk."""

import os

import pytest

from apps.congress.ballots.keeper.journal import RECORD_BYTES, Journal

ONE, TWO, THREE = (bytes([number]) * 32 for number in (1, 2, 3))


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "signed")
    made.append([ONE])
    return made


def test_records_are_found_in_their_order(journal):
    journal.append([TWO, THREE])
    assert Journal(journal.path).found == (ONE, TWO, THREE)


def test_every_write_waits_for_the_disk_once(journal, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(journal.path.stat().st_size), real(file)))
    journal.append([TWO, THREE])
    assert synced == [3 * RECORD_BYTES]


def test_what_the_disk_refused_is_not_there(journal, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        with pytest.raises(OSError, match="no space"):
            journal.append([TWO])
    assert Journal(journal.path).found == (ONE,)
    journal.append([THREE])
    assert Journal(journal.path).found == (ONE, THREE)


def test_a_tail_that_could_not_be_cut_off_is_cut_off_by_the_next_write(journal):
    with journal.path.open("ab") as file:
        file.write(bytes(5 * RECORD_BYTES))
    journal.append([TWO])
    assert Journal(journal.path).found == (ONE, TWO)
    assert journal.path.stat().st_size == 2 * RECORD_BYTES


def _full(_file: int) -> None:
    raise OSError("no space")
