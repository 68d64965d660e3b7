"""What the portal may know of the livelihood projects."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.matters.models import Submission
from apps.congress.matters.purposes import purpose_register
from apps.congress.supervision.guards import guard
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.audiences import INSIDE, MEMBERS, PUBLIC
from apps.foundation.core.permissions import may
from apps.foundation.core.registry import (
    DocumentKind,
    Figure,
    Hit,
    MenuItem,
    Related,
    System,
    TodoItem,
    register,
)
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.livelihood_projects import (
    candidate_list,
    closing_papers,
    delivery_papers,
    demo,
    front_papers,
    rules,
    selectors,
)
from apps.systems.livelihood_projects.acts import ACTS
from apps.systems.livelihood_projects.models import CandidateReceipt, Clue, Project, Season, SeasonState
from apps.systems.livelihood_projects.notice_texts import NOTICE_TEXTS
from apps.systems.livelihood_projects.policies import POLICIES, PROFILE
from apps.systems.livelihood_projects.rules.delivering import GUARDED
from apps.systems.livelihood_projects.selectors import desk
from apps.systems.livelihood_projects.selectors.measures import MEASURES

SLUG = "livelihood_projects"
READERS = INSIDE | MEMBERS
KEEPERS = frozenset({STAFF})

NEXT_STEP = {
    SeasonState.DRAFTING: ("拟定候选项目,送达代表", "livelihood_season", "去拟定"),
    SeasonState.SENT: ("组织{deliberate},提交会议{vote}", "livelihood_season", "去办理"),
    SeasonState.VOTING: ("正在{vote}", "livelihood_season", "去查看"),
    SeasonState.DECIDED: ("公布{vote}结果", "livelihood_result", "去公布"),
}


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff: the next step of each season. Units: clues to study. Members: lists to read, calls to collect for."""
    if actor.role == STAFF:
        own = Season.objects.visible_to(actor).filter(term__body__area__path=actor.area_path)
        yield from (_step(season, on) for season in own.exclude(state=SeasonState.ANNOUNCED).with_body())
        yield from _hand_overs(actor, on)
        yield from desk.of_office(actor, on)
    elif actor.is_member:
        read = CandidateReceipt.objects.filter(person=actor.person_id).values("season")
        sent = Season.objects.visible_to(actor).filter(state__in=[SeasonState.SENT, SeasonState.VOTING])
        yield from (_reading(season) for season in sent.exclude(pk__in=read).with_body())
        for call in selectors.open_calls(actor.body_ids, on):
            url = reverse("livelihood_clue_bring", args=[call.public_id])
            yield TodoItem(f"为{call.season}收集群众愿望", url, call.closes_on, "征集中", "去填写")
    elif actor.role == HANDLER and actor.unit_id:
        for clue in selectors.sheets_to_fill(actor.unit_id).with_all()[:20]:
            yield _of_unit("填写可行性论证表", clue, clue.feasibility.due_on)
        for clue in selectors.opinions_to_give(actor.unit_id).with_all()[:20]:
            yield _of_unit("对线索提出意见", clue, None)
        yield from desk.of_unit(actor)


def _of_unit(title: str, clue: Clue, due: date | None) -> TodoItem:
    url = reverse("livelihood_unit_clue", args=[clue.public_id])
    return TodoItem(f"{title}:{clue}", url, due, str(clue.season), "去填写")


def _step(season: Season, on: date) -> TodoItem:
    front = selectors.next_step(season, on)
    if front:
        return TodoItem(front.sentence, front.url, front.due, str(season), front.action)
    title, url_name, action = NEXT_STEP[season.state]
    words = season.words
    return TodoItem(
        title=title.format(vote=words.vote, deliberate=words.deliberate),
        url=reverse(url_name, args=[season.public_id]),
        due=selectors.announce_by(season, on),
        detail=str(season),
        action=action,
    )


def _hand_overs(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Results that were announced and not yet handed over, by the stage of their letter."""
    for season in selectors.awaiting_hand_over(on).filter(term__body__area__path=actor.area_path):
        letter = live_document(season, selectors.HAND_OVER)
        title = f"交办函{letter.get_state_display()},尚未签发" if letter else "交办函尚未拟"
        due = selectors.hand_over_by(season, on)
        yield TodoItem(title, season.get_absolute_url(), due, str(season), "去办理" if letter else "去拟函")


def _reading(season: Season) -> TodoItem:
    url = reverse("livelihood_candidates", args=[season.public_id])
    return TodoItem(f"阅读{season.year}年民生实事候选项目", url, detail=str(season), action="去阅读")


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Projects by name, place or content."""
    found = Q(name__icontains=text) | Q(place__icontains=text) | Q(content__icontains=text)
    for project in islice(Project.objects.visible_to(actor).filter(found).with_season().order_by("-season__year"), 10):
        yield Hit(project.name, project.get_absolute_url(), "民生实事项目", f"{project.season} {project.state_label}")
    if actor.sees_area:
        for clue in Clue.objects.visible_to(actor).found_by(text).with_all()[:10]:
            yield Hit(clue.title, clue.get_absolute_url(), "民生实事线索", f"{clue.season} {clue.state_label}")


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a vote, a document or a submission back to its season or clue, and on to the publication of a result."""
    if isinstance(subject, Submission) and actor.sees_area:
        for clue in Clue.objects.visible_to(actor).filter(submission=subject):
            yield Related("民生实事线索", clue.get_absolute_url())
    if isinstance(subject, Document) and actor.sees_area and (season := selectors.season_of_document(subject)):
        yield Related("打开年度民生实事", season.get_absolute_url())
    yield from desk.related(subject, actor)
    season = selectors.season_of_poll(subject) if isinstance(subject, Poll) and actor.sees_area else None
    if season is None:
        return
    if season.state == SeasonState.DECIDED and may(actor, "livelihood.season.manage", season):
        yield Related(
            f"公布{season.words.vote}结果", reverse("livelihood_result", args=[season.public_id]), is_next=True
        )
    else:
        yield Related("民生实事项目", season.get_absolute_url())


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """For leaders and the office: how many projects are chosen for the coming year, how much they cost."""
    if not actor.sees_area:
        return
    running = Season.objects.visible_to(actor).exclude(state=SeasonState.ANNOUNCED).count()
    chosen = Project.objects.visible_to(actor).filter(state="voted_in", season__year__gt=on.year)
    pool = Project.objects.visible_to(actor).in_reserve()
    seasons, reserve = reverse("livelihood_seasons"), reverse("livelihood_reserve")
    yield Figure("正在办理的年度民生实事", running, "尚未公布结果的年度数", seasons)
    clues = Clue.objects.visible_to(actor).standing().filter(season__year__gt=on.year).count()
    yield Figure("征集到的线索", clues, f"{on.year + 1}年及以后年度收到的线索件数,含已合并的", seasons)
    listed = f"{reverse('livelihood_projects')}?state=voted_in&year={on.year + 1}"
    yield Figure("明年民生实事项目", chosen.count(), f"已确定或选出、{on.year + 1}年实施的项目数", listed)
    yield Figure("储备项目", pool.count(), "以往落选、尚未再次列为候选的项目数", reserve)


AUDIENCES = {
    "livelihood_seasons": READERS,
    "livelihood_projects": READERS,
    "livelihood_reserve": INSIDE,
    "livelihood_clues": INSIDE,
    "livelihood_season": INSIDE,
    "livelihood_project": READERS,
    "livelihood_candidates": READERS,
    "livelihood_candidates_print": READERS,
    "livelihood_candidates_docx": READERS,
    "livelihood_candidates_xlsx": READERS,
    "livelihood_reading": INSIDE,
    "livelihood_opinions": READERS,
    "livelihood_opinion_record": KEEPERS | MEMBERS,
    "livelihood_result": READERS,
    "livelihood_result_xlsx": READERS,
    "livelihood_collection": INSIDE,
    "livelihood_season_clues": INSIDE,
    "livelihood_delivery": READERS,
    "livelihood_acceptance": READERS,
    "livelihood_breakdowns": INSIDE | {HANDLER},
    "livelihood_breakdown": INSIDE | {HANDLER},
    "livelihood_breakdown_paper": INSIDE | {HANDLER},
    "livelihood_breakdown_submit": KEEPERS | {HANDLER},
    "livelihood_plan": KEEPERS | {HANDLER},
    "livelihood_visit": KEEPERS | MEMBERS,
    "livelihood_rectification": KEEPERS | {HANDLER},
    "livelihood_archive": INSIDE,
    "livelihood_archive_live": INSIDE,
    "livelihood_season_consultations": INSIDE,
    "livelihood_consultation": INSIDE,
    "livelihood_funnel": INSIDE,
    "livelihood_funnel_xlsx": INSIDE,
    "livelihood_clue": INSIDE,
    "livelihood_clue_feasibility": KEEPERS | {HANDLER},
    "livelihood_clue_photo": INSIDE | {HANDLER},
    "livelihood_clue_bring": MEMBERS,
    "livelihood_brought_clues": MEMBERS,
    "livelihood_unit_clues": frozenset({HANDLER}),
    "livelihood_unit_clue": frozenset({HANDLER}),
    "livelihood_collect": PUBLIC,
    "livelihood_public": PUBLIC,
    "livelihood_public_season": PUBLIC,
    "livelihood_clue_*": KEEPERS,
    "livelihood_consultation_*": KEEPERS,
    "livelihood_conclusion_*": KEEPERS,
    "livelihood_season_*": KEEPERS,
    "livelihood_project_*": KEEPERS,
    "livelihood_reserve_take_up": KEEPERS,
    "livelihood_unread_remind": KEEPERS,
    "livelihood_opinion_answer": KEEPERS,
    "livelihood_vote_prepare": KEEPERS,
    "livelihood_undecided_settle": KEEPERS,
    "livelihood_notice_draft": KEEPERS,
    "livelihood_hand_over_draft": KEEPERS,
}

guard(PROFILE, GUARDED)
DELIVERY_DOCUMENTS = (
    DocumentKind(delivery_papers.BREAKDOWN, "民生实事任务分解表", trees=delivery_papers.breakdown_samples),
    DocumentKind(delivery_papers.MID_YEAR, "民生实事年中报告", trees=delivery_papers.mid_year_samples),
    DocumentKind(delivery_papers.COMPLETION, "民生实事完成情况报告", trees=delivery_papers.completion_samples),
    DocumentKind(delivery_papers.ACCEPTANCE, "民生实事验收单", trees=delivery_papers.acceptance_samples),
    DocumentKind(
        delivery_papers.RECTIFICATION, "民生实事整改通知", trees=delivery_papers.rectification_samples, suffix="函"
    ),
)

purpose_register(rules.PURPOSE, "民生实事项目征集")
register(
    System(
        slug=SLUG,
        title="民生实事",
        urls=("livelihood/", "apps.systems.livelihood_projects.urls"),
        public_pages=[MenuItem("民生实事项目", "livelihood_public", "heart-handshake")],
        menu=[
            MenuItem("年度与候选项目", "livelihood_seasons", "heart-handshake"),
            MenuItem("项目一览", "livelihood_projects", "list-details"),
            MenuItem("线索一览", "livelihood_clues", "message-search", folded=True),
            MenuItem("储备项目库", "livelihood_reserve", "archive", folded=True),
            MenuItem("我收集的线索", "livelihood_brought_clues", "message-heart"),
            MenuItem("线索论证", "livelihood_unit_clues", "clipboard-check"),
            MenuItem("任务分解", "livelihood_breakdowns", "list-details", folded=True),
        ],
        todo=todo,
        search=search,
        related=related,
        deadlines=desk.deadlines,
        figures=figures,
        measures=MEASURES,
        policies=POLICIES,
        documents=[
            DocumentKind(
                front_papers.CALL,
                "民生实事项目征集公告",
                trees=front_papers.call_samples,
                suffix="公告",
                per_term=True,
                is_public=True,
            ),
            DocumentKind(front_papers.CLUES, "线索汇总表", trees=front_papers.clue_samples),
            DocumentKind(front_papers.SHEET, "可行性论证表", trees=front_papers.sheet_samples),
            DocumentKind(front_papers.MINUTES, "会商会议纪要", trees=front_papers.minutes_samples, suffix="纪"),
            DocumentKind(
                front_papers.REQUEST, "候选项目建议请示(报党委研究)", trees=front_papers.request_samples, suffix="文"
            ),
            DocumentKind("livelihood_candidates", "候选项目一览表", candidate_list.samples, candidate_list.trees),
            DocumentKind(
                selectors.NOTICE,
                "民生实事结果公告",
                trees=closing_papers.notices,
                suffix="公告",
                per_term=True,
                is_public=True,
            ),
            DocumentKind(selectors.HAND_OVER, "民生实事交办函", trees=closing_papers.letters, suffix="函"),
            *DELIVERY_DOCUMENTS,
        ],
        notice_texts=NOTICE_TEXTS,
        acts=ACTS,
        audiences=AUDIENCES,
        demo=demo.load,
        order=50,
    )
)
