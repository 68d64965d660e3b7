"""What the portal may know of deputy stations: every part adds its own under its heading."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from apps.congress.matters.purposes import purpose_register
from apps.foundation.core.registry import DocumentKind, Measure, MenuItem, System, Timed, register
from apps.systems.deputy_stations import demo
from apps.systems.deputy_stations.acts import ACTS
from apps.systems.deputy_stations.audiences import AUDIENCES
from apps.systems.deputy_stations.notice_texts import NOTICE_TEXTS
from apps.systems.deputy_stations.papers import opinions as opinion_papers
from apps.systems.deputy_stations.papers import rating_samples
from apps.systems.deputy_stations.papers.rating import APPLICATION, SCORES
from apps.systems.deputy_stations.papers.stations import RECORD, sample_trees
from apps.systems.deputy_stations.policies import POLICIES
from apps.systems.deputy_stations.rules.opinions import PURPOSE, PURPOSE_TITLE
from apps.systems.deputy_stations.selectors import opinion_desk, rating_desk, stars, stations_desk
from apps.systems.deputy_stations.selectors.rounds import DECISION, NOTICE
from apps.systems.deputy_stations.selectors.station_measures import STATION_MEASURES

Part = Callable[..., Iterator[Any]]

MENU: Sequence[MenuItem] = (
    # stations
    MenuItem("代表家站", "deputy_stations_stations", "home-heart"),
    MenuItem("家站地图", "deputy_stations_map", "map"),
    MenuItem("编组进站", "deputy_stations_coverage", "users-plus"),
    MenuItem("村社区覆盖", "deputy_stations_communities", "map-search", folded=True),
    MenuItem("产业链", "deputy_stations_chains", "link", folded=True),
    MenuItem("我的公开页", "deputy_stations_my_page", "id-badge"),
    # duty
    # opinions
    MenuItem("接待登记", "deputy_stations_receive", "pencil-plus"),
    MenuItem("家站意见建议", "deputy_stations_opinions", "messages"),
    MenuItem("家站接待统计", "deputy_stations_opinion_statistics", "chart-bar", folded=True),
    # activities
    # rating
    MenuItem("星级评定", "deputy_stations_rounds", "award"),
    MenuItem("星级家站", "deputy_stations_stars", "stars"),
    MenuItem("各站评分", "deputy_stations_ratings", "checklist"),
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
    # opinions
    opinion_desk.todo,
    # activities
    # rating
    rating_desk.todo,
)
DEADLINES: Sequence[Part] = (
    # duty
    # opinions
    opinion_desk.deadlines,
    # activities
    # rating
    rating_desk.deadlines,
)
EVENTS: Sequence[Part] = (
    # duty
    # activities
)
SEARCH: Sequence[Part] = (
    # stations
    stations_desk.search,
    # duty
    # opinions
    opinion_desk.search,
    # activities
    # rating
    rating_desk.search,
)
RELATED: Sequence[Part] = (
    # stations
    # duty
    # opinions
    opinion_desk.related,
    # activities
    # rating
    rating_desk.related,
)
FIGURES: Sequence[Part] = (
    # stations
    stations_desk.figures,
    # duty
    # opinions
    opinion_desk.figures,
    # activities
    # rating
)
MEASURES: Sequence[Measure] = (
    # stations
    *STATION_MEASURES,
    # duty
    # opinions
    *opinion_desk.MEASURES,
    # activities
    # rating
    *stars.MEASURES,
)
SCHEDULE: Sequence[Timed] = (
    # duty
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
    # opinions
    DocumentKind(opinion_papers.RECORD, "人大代表接待群众记录表", trees=opinion_papers.records),
    DocumentKind(opinion_papers.SLIP, "意见处理单", trees=opinion_papers.slips),
    DocumentKind(opinion_papers.REGISTER, "接待登记表", trees=opinion_papers.receptions),
    # activities
    # rating
    DocumentKind(APPLICATION, "星级申报表", trees=rating_samples.applications),
    DocumentKind(SCORES, "星级评分表", trees=rating_samples.scores),
    DocumentKind(NOTICE, "星级评定结果通报", trees=rating_samples.notices, suffix="发"),
    DocumentKind(DECISION, "星级命名决定", trees=rating_samples.decisions, suffix="发"),
)


def all_of(parts: Sequence[Part]) -> Part:
    """What every part has to say to the same question, one after the other."""

    def answer(*question: Any) -> Iterator[Any]:
        for part in parts:
            yield from part(*question)

    return answer


purpose_register(PURPOSE, PURPOSE_TITLE, is_voiced=True)
register(
    System(
        slug="deputy_stations",
        title="代表家站",
        urls=("", "apps.systems.deputy_stations.urls"),
        menu=MENU,
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
