"""Known weaknesses stop `make check`; a list that cannot be reached does not."""

import pytest

from deploy.local import weaknesses

WELL_PYTHON = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}]}
WELL_NPM = {"vulnerabilities": {}}
ILL_PYTHON = {
    "dependencies": [
        {
            "name": "django",
            "version": "5.0",
            "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["5.1"]}],
        }
    ]
}
ILL_NPM = {
    "vulnerabilities": {
        "left": {"severity": "high", "range": "<2", "via": [{"url": "https://example.org/GHSA-1"}]},
        "right": {"severity": "moderate", "range": "<2", "via": ["left"]},
    }
}


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Gives the two tools their answers, and the launcher a place of its own to note them."""

    def ask(python, front_end) -> int:
        answers = iter([python, front_end])
        monkeypatch.setattr(weaknesses, "answer", lambda argv: next(answers))
        return weaknesses.main()

    monkeypatch.setattr(weaknesses, "ASKED", tmp_path / "asked")
    monkeypatch.setattr(weaknesses, "npm", lambda: ["npm"])
    return ask


def test_it_passes_where_nothing_is_known_and_asks_once_a_day(asked, capsys):
    assert asked(WELL_PYTHON, WELL_NPM) == 0
    assert asked(ILL_PYTHON, ILL_NPM) == 0
    assert capsys.readouterr().out == ""


def test_it_stops_at_any_of_python_and_severe_ones_of_the_front_end(asked, capsys):
    assert asked(ILL_PYTHON, ILL_NPM) == 1
    told = capsys.readouterr().out
    assert "django 5.0: PYSEC-1 (5.1)" in told
    assert "left <2: GHSA-1" in told
    assert "right" not in told
    assert "有 2 个已知漏洞" in told


def test_what_was_looked_at_and_accepted_passes(asked, monkeypatch):
    monkeypatch.setattr(weaknesses, "ACCEPTED", {"CVE-1": "not used", "GHSA-1": "not used"})
    assert asked(ILL_PYTHON, ILL_NPM) == 0


NO_LIST = {"dependencies": [{"name": "django", "skip_reason": "Dependency not found"}]}


@pytest.mark.parametrize("answer", [None, {"error": {"code": "ENOTFOUND"}}, NO_LIST])
def test_without_network_it_says_so_and_lets_pass(asked, capsys, answer):
    assert asked(answer, answer) == 0
    told = capsys.readouterr().out
    assert "没有连上 Python 的漏洞名录" in told
    assert "没有连上 npm 的漏洞名录" in told
    assert not weaknesses.ASKED.exists()


def test_one_list_that_answers_still_counts(asked):
    assert asked(ILL_PYTHON, None) == 1
