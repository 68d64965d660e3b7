"""The tutorial is followed word by word in a copy of the checkout."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.plan import ROOT

PAGE = ROOT / "docs/tutorial/add_a_system.md"
FILE = re.compile(r"^`([\w/.]+)`\n\n```python\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
INSTALLED = [".venv", "node_modules"]
ELSEWHERE = {"DATABASE_URL", "REDIS_URL", "LOCAL_DATA_DIR", "DATA_DIR", "SECRET_KEY", "FIELD_KEY", "KEEPER_SOCKET"}
"""What leads to the servers and data of the run that this test is part of."""
SLOW = {"make test ARGS=tests/house", "make check"}
"""The whole house asks every page as everybody; here those who look at a system's files and registration do."""
LOOKED_AT_BY = [f"tests/house/test_{name}.py" for name in ("acts", "addresses", "floors", "sizes", "templates")]
pytestmark = pytest.mark.launcher


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A copy of what is under version control, with the same libraries."""
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    for name in INSTALLED:
        (tmp_path / name).symlink_to(ROOT / name)
    subprocess.run("git init -q && git add -A", shell=True, cwd=tmp_path, check=True)
    return tmp_path


def run(command: str, checkout: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment = {name: value for name, value in environment.items() if not name.startswith(("PYTEST_", "COV_"))}
    done = subprocess.run(command, shell=True, cwd=checkout, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def test_whoever_follows_the_tutorial_has_a_system(checkout):
    text = PAGE.read_text()
    for name, content in FILE.findall(text):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(content)
    commands = [line for block in COMMAND.findall(text) for line in block.splitlines()]
    assert set(commands) > SLOW
    for command in commands:
        if command not in SLOW:
            run(command, checkout)
    run(f'make test ARGS="{" ".join(LOOKED_AT_BY)}"', checkout)
