"""The table of 等保 names every family of requirements, and tests that exist."""

import re

from tests.house.plan import ROOT

PAGE = (ROOT / "docs/operations/security.md").read_text()
ROWS = re.findall(r"^\| (.+?) \| (.+) \| (.+?) \|$", PAGE.partition("## 等保")[2], re.MULTILINE)[1:]
FAMILIES = (
    "身份鉴别", "访问控制", "安全审计", "入侵防范", "恶意代码防范", "可信验证", "数据完整性", "数据保密性",
    "数据备份恢复", "剩余信息保护", "个人信息保护",
)  # fmt: skip


def test_every_family_is_there():
    assert [family for family in FAMILIES if not any(f"**{family}**" in row[0] for row in ROWS)] == []
    assert len(ROWS) > 20


def test_what_shows_it_exists():
    named = [path for _, _, shown in ROWS for path in re.findall(r"`([^`]+)`", shown)]
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_each_line_is_shown_by_a_test_or_left_to_the_operator():
    assert [row for row in ROWS if "`tests/" not in row[2] and "by the operator" not in row[2]] == []


def test_what_stands_above_the_table_exists_as_well():
    above = PAGE.partition("## 等保")[0]
    paths = re.findall(r"`((?:tests|deploy)/[^`]+)`", above) + re.findall(r"\]\(([^)]+\.md)\)", above)
    assert [path for path in paths if not ((ROOT / path).exists() or (ROOT / "docs/operations" / path).exists())] == []
