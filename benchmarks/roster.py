"""Imports a roster of 20,000 rows into an empty database: seconds of check and write, peak memory.

python -m benchmarks.roster --rows 20000 --json
"""

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from deploy.local import services

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
SINCE = date(2022, 1, 1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安宁晓春夏秋冬明亮清源远山海文武德才志成"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.rows)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(rows: int) -> dict[str, Any]:
    """First import, the same again (nothing to do), and once more with every row changed."""
    with services.scratch() as env, tempfile.TemporaryDirectory() as folder:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        os.environ["DATA_DIR"] = folder
        # In a process of its own, as the files, to keep it out of the measured memory.
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True)
        first, second = Path(folder, "first.xlsx"), Path(folder, "second.xlsx")
        writer = multiprocessing.get_context("spawn").Process(target=write_files, args=(rows, first, second))
        writer.start()
        writer.join()
        return _measure(rows, first, second)


def write_files(rows: int, first: Path, second: Path) -> None:
    """Two rosters of the same people; in the second everybody has a new workplace and phone."""
    from openpyxl import Workbook  # noqa: PLC0415 - in a process of its own, to keep it out of the measured memory

    headings = ("姓名", "性别", "民族", "出生日期", "政治面貌", "学历", "单位及职务", "手机号", "身份证号", "代表类别")
    headings += ("选区", "代表团/小组", "证件号", "推荐单位")
    for path, workplace, prefix in ((first, "示例单位", "139"), (second, "新单位", "138")):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("名册")
        sheet.append(headings)
        for n in range(rows):
            name = SURNAMES[n % 20] + GIVEN[n // 20 % 20] + GIVEN[n // 400 % 20]
            number = identity_number(n)
            sheet.append(
                [name, "", "汉族", "", "群众", "大学本科", f"{workplace}{n}", f"{prefix}{n:08}", number, "人大代表",
                 f"第{n % 300 + 1}选区", f"第{n % 20 + 1}代表团", f"{n:05}", ""]
            )  # fmt: skip
        book.save(path)


def identity_number(n: int) -> str:
    """Synthetic, with a right check digit, in an area that does not exist."""
    body = f"{n // 9000:06}{1950 + n % 50}{n // 50 % 12 + 1:02}{n // 600 % 28 + 1:02}{n % 999:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _measure(rows: int, first: Path, second: Path) -> dict[str, Any]:
    import django  # noqa: PLC0415 - the environment has to be set first

    django.setup()
    term, by = _ground()
    before = _memory_mb()
    figures = {"rows": rows}
    for name, path in (("first", first), ("again", first), ("changed", second)):
        figures |= {f"{name}_{key}": value for key, value in _import(term, by, path).items()}
    return figures | {"memory_before_mb": before, "peak_memory_mb": _memory_mb()}


def _ground() -> tuple[Any, Any]:
    from apps.foundation.accounts.models import User  # noqa: PLC0415
    from apps.foundation.core.actors import Actor  # noqa: PLC0415
    from apps.foundation.organisations.models import Area, Unit  # noqa: PLC0415
    from apps.foundation.people.models import Term  # noqa: PLC0415

    area = Area.add_root(name="测速区", kind="district", starts_on=SINCE)
    body = Unit.objects.create(area=area, kind="district_congress", name="测速区人民代表大会", starts_on=SINCE)
    user = User.objects.create(username="benchmark-roster", name="测速")
    by = Actor(name="测速", role="staff", user_id=user.pk, area_path=area.path)
    return Term.objects.create(body=body, number=1, quota=1, first_session_on=SINCE), by


def _import(term: Any, by: Any, path: Path) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from apps.foundation.people.services.roster import imports  # noqa: PLC0415

    file = SimpleUploadedFile("名册.xlsx", path.read_bytes())
    roster = imports.roster_upload(term=term, file=file, starts_on=SINCE, by=by, at=AT)
    check_s, roster = _timed(lambda: imports.roster_check(roster=roster, at=AT))
    if roster.problems:
        raise SystemExit(f"{roster.problem_count} problems: {roster.problems[:3]}")
    roster = imports.roster_confirm(roster=roster, by=by, at=AT)
    write_s, roster = _timed(lambda: imports.roster_write(roster=roster, at=AT))
    assert roster.state == "written", roster.problems[:3]
    return {"check_s": check_s, "write_s": write_s}


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = act()
    return round(time.perf_counter() - start, 1), result


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
