"""What the portal may know of deputy stations: every part adds its own under its heading."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from apps.congress.matters.purposes import purpose_register
from apps.foundation.core.registry import DocumentKind, Measure, MenuItem, Part, System, Timed, all_of, register
from apps.foundation.organisations.models import UnitKind
from apps.systems.deputy_stations import demo
from apps.systems.deputy_stations.acts import ACTS
from apps.systems.deputy_stations.audiences import AUDIENCES
from apps.systems.deputy_stations.notice_texts import NOTICE_TEXTS
from apps.systems.deputy_stations.papers import activities as activity_papers
from apps.systems.deputy_stations.papers import duty as duty_papers
from apps.systems.deputy_stations.papers import ledgers as ledger_papers
from apps.systems.deputy_stations.papers import opinions as opinion_papers
from apps.systems.deputy_stations.papers import rating_samples
from apps.systems.deputy_stations.papers.rating import APPLICATION, SCORES
from apps.systems.deputy_stations.papers.stations import RECORD, sample_trees
from apps.systems.deputy_stations.policies import POLICIES
from apps.systems.deputy_stations.rules.opinions import PURPOSE, PURPOSE_TITLE
from apps.systems.deputy_stations.selectors import (
    desk_activities,
    desk_duty,
    opinion_desk,
    rating_desk,
    stars,
    stations_desk,
)
from apps.systems.deputy_stations.selectors.measures_duty import ACTIVITY_MEASURES, DUTY_MEASURES
from apps.systems.deputy_stations.selectors.rounds import DECISION, NOTICE
from apps.systems.deputy_stations.selectors.station_measures import STATION_MEASURES

MENU: Sequence[MenuItem] = (
    # stations
    MenuItem("代表家站", "deputy_stations_stations", "home-heart"),
    MenuItem("家站地图", "deputy_stations_map", "map", folded=True),
    MenuItem("编组进站", "deputy_stations_coverage", "users-plus"),
    MenuItem("村社区覆盖", "deputy_stations_communities", "map-search", folded=True),
    MenuItem("产业链", "deputy_stations_chains", "link", folded=True),
    MenuItem("我的公开页", "deputy_stations_my_page", "id-badge"),
    # duty
    MenuItem("我的值班和活动", "deputy_stations_my_duty", "calendar-heart"),
    MenuItem("值班表", "deputy_stations_rotas", "calendar-user"),
    MenuItem("值班记录", "deputy_stations_slots", "calendar-check", folded=True),
    MenuItem("代表值班次数", "deputy_stations_duty_counts", "user-check", folded=True),
    MenuItem("履职积分", "deputy_stations_duty_points", "star"),
    # opinions
    MenuItem("接待登记", "deputy_stations_receive", "pencil-plus"),
    MenuItem("家站意见建议", "deputy_stations_opinions", "messages"),
    MenuItem("家站接待统计", "deputy_stations_opinion_statistics", "chart-bar", folded=True),
    # activities
    MenuItem("家站活动", "deputy_stations_activities", "calendar-event"),
    # rating
    MenuItem("星级评定", "deputy_stations_rounds", "award"),
    MenuItem("星级家站", "deputy_stations_stars", "stars", folded=True),
    MenuItem("各站评分", "deputy_stations_ratings", "checklist", folded=True),
)
PUBLIC_PAGES: Sequence[MenuItem] = (
    # stations
    MenuItem("代表家站", "deputy_stations_public", "home-heart"),
    # opinions
)
TODO: Sequence[Part] = (
    # stations
    stations_desk.todo,
    # duty
    desk_duty.todo,
    # opinions
    opinion_desk.todo,
    # activities
    desk_activities.todo,
    # rating
    rating_desk.todo,
)
DEADLINES: Sequence[Part] = (
    # duty
    desk_duty.deadlines,
    # opinions
    opinion_desk.deadlines,
    # activities
    desk_activities.deadlines,
    # rating
    rating_desk.deadlines,
)
EVENTS: Sequence[Part] = (
    # duty
    desk_duty.events,
    # activities
    desk_activities.events,
)
SEARCH: Sequence[Part] = (
    # stations
    stations_desk.search,
    # duty
    desk_duty.search,
    # opinions
    opinion_desk.search,
    # activities
    desk_activities.search,
    # rating
    rating_desk.search,
)
RELATED: Sequence[Part] = (
    # stations
    # duty
    desk_duty.related,
    # opinions
    opinion_desk.related,
    # activities
    desk_activities.related,
    # rating
    rating_desk.related,
)
FIGURES: Sequence[Part] = (
    # stations
    stations_desk.figures,
    # duty
    desk_duty.figures,
    # opinions
    opinion_desk.figures,
    # activities
    desk_activities.figures,
    # rating
)
MEASURES: Sequence[Measure] = (
    # stations
    *STATION_MEASURES,
    # duty
    *DUTY_MEASURES,
    # opinions
    *opinion_desk.MEASURES,
    # activities
    *ACTIVITY_MEASURES,
    # rating
    *stars.MEASURES,
)
SCHEDULE: Sequence[Timed] = (
    # duty
    Timed("deputy_stations.slots_sweep", timedelta(minutes=10)),
    # opinions
    # activities
    # rating
    Timed("deputy_stations.rating_figures_resume", timedelta(minutes=10)),
)
DOCUMENTS: Sequence[DocumentKind] = (
    # stations
    DocumentKind("deputy_stations_poster", "站码、代表码海报"),
    DocumentKind(RECORD, "代表家站设立备案表", trees=sample_trees),
    # duty
    DocumentKind(
        duty_papers.NOTICE, "代表接待公告", trees=duty_papers.notices, suffix="公告", per_term=True, is_public=True
    ),
    DocumentKind(duty_papers.ROTA, "代表值班表", trees=duty_papers.rotas),
    # opinions
    DocumentKind(opinion_papers.RECORD, "人大代表接待群众记录表", trees=opinion_papers.records),
    DocumentKind(opinion_papers.SLIP, "意见处理单", trees=opinion_papers.slips),
    DocumentKind(opinion_papers.REGISTER, "接待登记表", trees=opinion_papers.receptions),
    # activities
    DocumentKind(activity_papers.MINUTES, "家站活动纪要", trees=activity_papers.minutes_samples),
    DocumentKind(activity_papers.VISIT, "走访记录", trees=activity_papers.visit_samples),
    DocumentKind(activity_papers.PLAN, "家站年度活动计划", trees=activity_papers.plan_samples),
    DocumentKind(activity_papers.SUMMARY, "家站年度总结", trees=activity_papers.summary_samples),
    DocumentKind(ledger_papers.LEDGER, "家站台账", trees=ledger_papers.samples),
    # rating
    DocumentKind(APPLICATION, "星级申报表", trees=rating_samples.applications),
    DocumentKind(SCORES, "星级评分表", trees=rating_samples.scores),
    DocumentKind(NOTICE, "星级评定结果通报", trees=rating_samples.notices, suffix="发"),
    DocumentKind(DECISION, "星级命名决定", trees=rating_samples.decisions, suffix="发"),
)


purpose_register(PURPOSE, PURPOSE_TITLE, is_voiced=True)
register(
    System(
        slug="deputy_stations",
        title="代表家站",
        urls=("", "apps.systems.deputy_stations.urls"),
        menu=[replace(item, unit_kind=UnitKind.STATION) for item in MENU],
        public_pages=PUBLIC_PAGES,
        todo=all_of(TODO),
        deadlines=all_of(DEADLINES),
        events=all_of(EVENTS),
        search=all_of(SEARCH),
        related=all_of(RELATED),
        figures=all_of(FIGURES),
        measures=MEASURES,
        schedule=SCHEDULE,
        policies=POLICIES,
        documents=DOCUMENTS,
        notice_texts=NOTICE_TEXTS,
        audiences=AUDIENCES,
        acts=ACTS,
        demo=demo.load,
        order=52,
    )
)
