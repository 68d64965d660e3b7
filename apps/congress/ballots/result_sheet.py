"""票决结果报告单: the result as a page, a PDF and a spreadsheet (fields: 应到 … 总监票人、监票人、计票人签字、时间)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Count, Duty, Poll, PollState
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.sheets import parts_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may
from apps.foundation.core.spreadsheets import xlsx_of

STYLE = Path(__file__).parent / "static" / "ballots" / "result_sheet.css"
TURNOUT = {
    "due": "应到", "present": "实到", "issued": "发出", "received": "收回", "valid": "有效票", "void": "废票",
    "blank": "弃权票",
}  # fmt: skip
BOXES = {"electronic": "电子票", "paper": "纸质票", "hands": "举手"}
VERDICTS = {"adopted": "通过", "run_off": "再次投票", "presidium_decides": "主席团决定", "rejected": "未通过"}


def word(poll: Poll) -> str:
    """A congress decides (票决), a street chooses (票选); elections and assessments have their own words."""
    own = {Model.ELECTION: "选举", Model.ASSESSMENT: "满意度测评"}.get(Model(poll.model))
    return own or ("票选" if poll.body.is_street_body else "票决")


def heading(poll: Poll) -> str:
    return f"{word(poll)}结果报告单"


def facts(poll: Poll, actor: Actor) -> dict[str, Any]:
    """What the page and the sheet show; counts are left out for those to whom they are not published."""
    count = selectors.result_of(poll)
    officers = list(poll.officers.select_related("person"))
    return {
        "poll": poll,
        "count": count,
        "outcome": count.outcome,
        "heading": heading(poll),
        "word": word(poll),
        "shows_counts": poll.publish_counts or may(actor, "ballots.see_counts", poll),
        "turnout": [(label, count.outcome["turnout"][key]) for key, label in TURNOUT.items()],
        "columns": [label for _, label in _columns(poll)],
        "lines": lines(poll, count.outcome),
        "boxes": _boxes(count.parts) if len(count.parts) > 1 else [],
        "duties": [(duty.label, [one for one in officers if one.duty == duty]) for duty in Duty],
    }


def lines(poll: Poll, outcome: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One line per item, most votes first: rank, name, numbers, share of the base, what became of it."""
    verdicts = {name: text for key, text in VERDICTS.items() for name in outcome[key]}
    if poll.model == Model.ELECTION:
        verdicts |= dict.fromkeys(outcome["adopted"], "当选") | dict.fromkeys(outcome["rejected"], "未当选")
    return [
        {
            "rank": rank,
            "name": item["name"],
            "numbers": _numbers(poll, item),
            "percent": item["percent"],
            "verdict": item.get("grade") or verdicts.get(item["name"], "无效"),
            "adopted": item["name"] in outcome["adopted"],
            "write_in": item.get("write_in", False),
        }
        for rank, item in enumerate(outcome["items"], start=1)
    ]


def _columns(poll: Poll) -> list[tuple[str, str]]:
    if poll.model == Model.ASSESSMENT:
        return [*((grade, grade) for grade in poll.grades), ("abstain", "弃权")]
    return parts_of(Model(poll.model))


def _numbers(poll: Poll, item: Mapping[str, Any]) -> list[int | None]:
    counted = {**item, **item.get("counts", {})}
    return [counted.get(key) for key, _ in _columns(poll)]


def _boxes(parts: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(BOXES[name], parts[name]) for name in BOXES if name in parts]


def pdf(poll: Poll, actor: Actor) -> bytes:
    """An A4 sheet to sign by hand."""
    fonts = FontConfiguration()
    html = render_to_string("ballots/result_sheet.html", facts(poll, actor))
    return HTML(string=html).write_pdf(stylesheets=[CSS(STYLE, font_config=fonts)], font_config=fonts)


def headers(poll: Poll) -> dict[str, str]:
    """Makes a browser save the sheet under its Chinese name."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{poll.title}{heading(poll)}.pdf')}"}


def xlsx(poll: Poll) -> IO[bytes]:
    """The same lines as a spreadsheet, the turnout in its first rows."""
    count: Count = selectors.result_of(poll)
    rows: list[Sequence[Any]] = [(label, count.outcome["turnout"][key]) for key, label in TURNOUT.items()]
    rows.append(())
    rows.append(("序号", "名称", *(label for _, label in _columns(poll)), "占基数%", "结果"))
    for line in lines(poll, count.outcome):
        rows.append((line["rank"], line["name"], *line["numbers"], line["percent"], line["verdict"]))
    return xlsx_of(heading(poll), [poll.title], rows)


def samples() -> Iterator[tuple[str, bytes]]:
    """The newest announced result of a congress and of a street, which use different words."""
    announced = Poll.objects.filter(state=PollState.ANNOUNCED).select_related("body__area").order_by("-pk")
    for street in (False, True):
        poll = next((poll for poll in announced if poll.body.is_street_body == street), None)
        if poll:
            yield f"{heading(poll)}.pdf", pdf(poll, Actor.system())
            yield f"{heading(poll)}.xlsx", xlsx(poll).read()
