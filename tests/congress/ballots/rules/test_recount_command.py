"""`manage.py recount FILE.json` works without a database."""

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.congress.ballots.rules.samples import case, votes


def written(tmp_path, payload):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")
    return path


def test_it_prints_the_result_as_json(tmp_path):
    out = StringIO()
    call_command("recount", written(tmp_path, case(items=votes(甲=41))), stdout=out)
    assert json.loads(out.getvalue())["adopted"] == ["甲"]


def test_it_prints_all_problems_and_exits_with_2(tmp_path):
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("recount", written(tmp_path, case(base=..., void=-1, items=votes(甲=41))), stdout=out)
    assert stopped.value.code == 2
    assert [problem["field"] for problem in json.loads(out.getvalue())] == ["base", "void"]


def test_it_needs_no_configuration_and_no_database(tmp_path):
    path = written(tmp_path, case(items=votes(甲=41)))
    nowhere = {
        "PATH": "/usr/bin",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "recount", str(path)], cwd=settings.BASE_DIR, env=nowhere, capture_output=True
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["adopted"] == ["甲"]
