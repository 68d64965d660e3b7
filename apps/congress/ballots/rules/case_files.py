"""Reads a file of recount cases, whatever it holds: text of another encoding, no JSON, a field given twice."""

import json
from pathlib import Path
from typing import Any

from apps.congress.ballots.rules.cases import recount, refuse
from apps.congress.ballots.rules.problems import Problem


def recount_file(path: Path) -> tuple[int, Any]:
    """Recount a file; the exit status (0 or 2) and what to print."""
    try:
        return recount_text(path.read_bytes())
    except OSError as error:
        return refuse([Problem("unreadable", "", f"读不到文件 {path}({error.strerror}),请检查路径。")])


def recount_text(data: bytes) -> tuple[int, Any]:
    """Recount the bytes of a file; the exit status (0 or 2) and what to print."""
    repeated: list[Problem] = []
    try:
        payload = _parse(data, repeated)
    except UnicodeDecodeError:
        return refuse([Problem("not_utf8", "", "文件不是 UTF-8 编码,请另存为 UTF-8 后重试。")])
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}列"
        return refuse([Problem("not_json", "", f"文件不是有效的 JSON({place}),请改正后重试。")])
    except RecursionError:
        return refuse([Problem("too_deep", "", "文件嵌套层数过多,不是表决数据,请检查文件。")])
    status, output = recount(payload)
    if not repeated:
        return status, output
    return 2, [problem.as_dict() for problem in repeated] + (output if status else [])


def _parse(data: bytes, repeated: list[Problem]) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            repeated.extend(
                Problem("repeated_field", key[:40], f"字段“{key[:40]}”重复出现,请只留一个。") for key in twice
            )
        return fields

    # Twelve digits are past every limit already; thousands of them would make int() refuse.
    return json.loads(data.decode("utf-8-sig"), object_pairs_hook=unique, parse_int=lambda digits: int(digits[:12]))


def printable(output: Any, encoding: str | None = None) -> str:
    """JSON with Chinese as it is, escaped where the encoding (UTF-8 unless told) cannot write it."""
    text = json.dumps(output, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(output, indent=2)
    return text
