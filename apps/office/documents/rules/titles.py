"""Title lines broken by meaning (GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当,
标题排列应当使用梯形或菱形)."""

import re
from collections.abc import Iterator
from functools import cache

from .widths import char_width, text_width

LONGEST = 160  # beyond this nobody looks for meaning: lines are filled one after the other
KINDS = (
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|复函|纪要|方案|办法|答复|建议|规定|细则|说明"
)
ORGANS = "代表大会|主席团|委员会|工作委员会|人大工委|常委会|办公室|人民政府|办事处|街道工委|党委|党工委|代表会议"
WORDS = (
    "人民代表大会|人大代表|人大街道工作委员会|人大工委|常务委员会|常委会|主席团|人民政府|街道办事处|办事处|党工委|委员会"
    "|代表会议|议事代表|民生实事|实事项目|候选项目|候选人|项目|会议|工作|改革|任务|督促|指导|代表|建议|批评|意见|票决|票选"
    "|表决|选举|任免|辞职|补选|罢免|接受|同意|批准|通过|召开|举行|印发|转发|公布|开展|做好|推进|落实|加强|审议|审查|讨论"
    "|讨论决定|国民经济|社会发展|计划|预算|决算|财政|执行|情况|草案|报告|方案|办法|制度|规定|细则|规则|安排|年度|季度|结果"
    "|征集|办理|交办|答复|处理|满意度|测评|视察|调研|检查|执法检查|监督|评议|询问|专题|法律|知识|考试|任前|联络站|代表之家"
    "|联系|群众|居民|村民|社区|街道|乡镇|建设|发展|管理|服务|保障|安全|生产|环境|保护|教育|卫生|养老|农村|城市|道路|交通"
    "|整治|改造|提升|进一步|关于|有关|若干|问题|事项|通知|公告|决定|决议|纪要|名单|名册|登记表|一览表|申请|审批|推荐|候补"
)
_NUMBER = "[〇零一二三四五六七八九十百千两0-9０-９]+"
_WHOLE = re.compile(
    rf"《[^》]*》|“[^”]*”|‘[^’]*’|〔[^〕]*〕|（[^）]*）|第{_NUMBER}(?:次会议|[届次号季批期条章])|{_NUMBER}(?:年度?|月份?|日|号|届|次会议|次|季度)"
    r"|[A-Za-z0-9.,:/%@_+-]+|—+|…+"
)
_END = re.compile(rf"的(?:{KINDS})")
_ORGAN_END = re.compile(rf"(?:{ORGANS})$")
_WORD = re.compile("|".join(sorted(WORDS.split("|"), key=len, reverse=True)))
_NOT_FIRST = set("，。、；：？！）》〉”’〕】…—·,.;:?!)]}%‰℃")
_NOT_LAST = set("（《〈“‘〔【([{第")

NEVER, TORN, LETTERS, WORD, GOOD, BEST = 1000.0, 400.0, 30.0, 14.0, 3.0, 0.0
A_LINE, ROUGH, WAIST = 30.0, 0.25, 25.0


def title_lines(title: str, keep: tuple[str, ...] = (), width_chars: int = 20) -> list[str]:
    """The title in lines of at most `width_chars` characters; a line break that somebody typed stays one.

    Nothing in brackets or quotation marks, no number and no name in `keep` is torn unless it is longer than a line.
    """
    typed = [" ".join(line.split()) for line in title.splitlines()]
    return [line for part in typed if part for line in _broken(part, keep, width_chars)]


def _broken(text: str, keep: tuple[str, ...], width: float) -> list[str]:
    if text_width(text) <= width:
        return [text]
    if len(text) > LONGEST:
        return list(_filled(text, width))
    costs = _break_costs(text, keep)
    breaks = _cheapest(text, costs, width)
    return [text[start:end].strip() for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True)]


def _filled(text: str, width: float) -> Iterator[str]:
    start, used = 0, 0.0
    for at, char in enumerate(text):
        if used + char_width(char) > width:
            yield text[start:at]
            start, used = at, 0.0
        used += char_width(char)
    yield text[start:]


def _break_costs(text: str, keep: tuple[str, ...]) -> list[float]:
    """What a break before each character costs."""
    costs = [LETTERS] * len(text)
    for word in _WORD.finditer(text):
        costs[word.start()] = min(costs[word.start()], WORD)
        if word.end() < len(text):
            costs[word.end()] = min(costs[word.end()], WORD)
    for at in range(1, len(text)):
        costs[at] = min(costs[at], _cost_by_neighbours(text, at))
    for word in _WORD.finditer(text):
        _raise(costs, word, NEVER / 4)
    for whole in (*_END.finditer(text), *_WHOLE.finditer(text)):
        _raise(costs, whole, TORN)
    for name in filter(None, keep):
        for found in re.finditer(re.escape(name), text):
            _raise(costs, found, TORN)
    for at in range(1, len(text)):
        if text[at] in _NOT_FIRST or text[at - 1] in _NOT_LAST:
            costs[at] += NEVER
    return costs


def _raise(costs: list[float], found: re.Match[str], cost: float) -> None:
    for at in range(found.start() + 1, found.end()):
        costs[at] = max(costs[at], cost)


def _cost_by_neighbours(text: str, at: int) -> float:
    before, after = text[:at], text[at:]
    if before.endswith("关于"):
        return BEST
    if after.startswith("关于") or _ORGAN_END.search(before) or before[-1] in "、，；：—》":
        return GOOD
    if _END.match(after) or before[-1] == " " or after[0] == "《":
        return GOOD * 2
    if before[-1] in "的和与及暨并" or after[0] in "和与及暨并":
        return WORD - 4
    return LETTERS


def _cheapest(text: str, costs: list[float], width: float) -> list[int]:
    """Where to break: the cost of each break, of each line, of neighbours unlike in length, of a waist (沙漏形)."""
    ends = [0.0]
    for char in text:
        ends.append(ends[-1] + char_width(char))
    last = len(text)

    @cache
    def best(start: int, previous: float, narrowing: bool) -> tuple[float, tuple[int, ...]]:
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, last + 1):
            length = ends[end] - ends[start]
            if length > width and end > start + 1:
                break
            cost = A_LINE + (ROUGH * (length - previous) ** 2 if start else 0)
            cost += WAIST if narrowing and length > previous else 0
            cost += NEVER if end == last and start and length <= 2 else 0
            cost += costs[end] if end < last else 0
            if cost >= found[0]:
                continue
            if end < last:
                further, breaks = best(end, length, narrowing or bool(start and length < previous))
            else:
                further, breaks = 0.0, ()
            found = min(found, (cost + further, (end, *breaks) if end < last else ()))
        return found

    return list(best(0, 0.0, False)[1])
