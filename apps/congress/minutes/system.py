"""What the portal may know of records and minutes."""

from apps.congress.minutes import demo, papers
from apps.congress.minutes.models import MinutesKind
from apps.congress.minutes.rules.catalogue import DECISIONS, NOTICES, PERIODS, PROCEEDINGS, RETENTION_KEYS
from apps.congress.minutes.samples import trees_of
from apps.congress.minutes.selectors import desk
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

ARCHIVE_RULE = "机关文件材料归档范围和文书档案保管期限规定(国家档案局令第8号);各地以本级归档办法为准"


def _retention(worth: str, title: str, default: str) -> PolicyKey:
    return PolicyKey(RETENTION_KEYS[worth], f"{title}的保管期限", default, "choice", "free", ARCHIVE_RULE, PERIODS)


register(
    System(
        slug="minutes",
        title="记录纪要",
        urls=("minutes/", "apps.congress.minutes.urls"),
        menu=[MenuItem("记录纪要", "minutes_list", "notes")],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        documents=[
            DocumentKind(papers.RECORD_KIND, "会议记录", trees=trees_of(MinutesKind.RECORD)),
            DocumentKind(papers.MINUTES_KIND, "会议纪要", suffix="纪", trees=trees_of(MinutesKind.MINUTES)),
        ],
        audiences={
            "minutes_list": INSIDE | MEMBERS,
            "minutes_minutes": INSIDE | MEMBERS,
            "minutes_pdf": INSIDE | MEMBERS,
            "minutes_docx": INSIDE | MEMBERS,
            "minutes_meeting": INSIDE,
            "minutes_*": OFFICE,
        },
        policies=[
            PolicyKey(
                desk.RECORD_DAYS, "会议记录起草期限", 5, "int", "free", "本平台缺省值,由本地议事规则规定",
                minimum=1, maximum=30, unit="个工作日",
            ),
            _retention(DECISIONS, "记录、纪要、决议决定、选举结果、议案", "permanent"),
            _retention(PROCEEDINGS, "签到表、表决结果报告单、票箱核验包、视察调研报告", "30"),
            _retention(NOTICES, "通知、议程、日程、会议材料、主持词、名单、座次表", "10"),
        ],
        acts={
            "minutes.minutes.drafted": "{actor}据登记的事实起草{subject}",
            "minutes.minutes.completed": "{actor}为{subject}补充章节:{sections}",
            "minutes.minutes.details_set": "{actor}修改{subject}的标题、记录人或主持人",
            "minutes.minutes.submitted": "{actor}将{subject}送{reviewers}核稿、签发",
            "minutes.minutes.submitted_differing": "{actor}将{subject}送{reviewers}核稿、签发,有{number}处与登记不符",
            "minutes.minutes.returned": "{subject}退回修改,由{actor}办理",
            "minutes.minutes.issued": "{subject}由{actor}签发,文号{number}",
            "minutes.minutes.reopened": "{subject}的公文由{actor}撤回,重新修改",
            "minutes.minutes.publication_set": "{actor}将{subject}{word}",
            "minutes.section.edited": "{actor}修改{subject}的“{section}”(第{number}版)",
            "minutes.section.updated": "{actor}据事实更新{subject}的“{section}”(第{number}版)",
            "minutes.section.kept": "{actor}知悉事实变化,保留{subject}的“{section}”(第{number}版)",
            "minutes.section.restored": "{actor}恢复{subject}“{section}”第{earlier}版的文字(第{number}版)",
            "minutes.bundle.ordered": "{actor}申请生成{subject}",
        },
        demo=demo.load,
        order=22,
    )
)  # fmt: skip
