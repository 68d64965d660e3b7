"""What members are told of a year's livelihood projects, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_FIELDS = {"season": "年度民生实事", "vote": "票决(街道为票选)", "deliberate": "审议(街道为讨论)"}
_SAMPLES = {"season": "青禾镇2027年民生实事项目", "vote": "票决", "deliberate": "审议"}
_READ = "候选项目已经送达,将在会上{vote}。请提前阅读,如有意见可在分组{deliberate}时提出。"

_DELIVERY = {
    "season": ("年度民生实事", "青禾镇2027年民生实事项目"),
    "project": ("项目名称", "安装视频监控"),
    "due": ("期限", "2027年2月20日"),
    "reason": ("退回理由,没有时为空", ""),
    "what": ("调整或者终止", "调整"),
}


def _text(
    slug: str, title: str, subject: str, body: str, more: tuple[str, ...] = (), *, outside: bool = False
) -> NoticeText:
    names = ("season", *more)
    return NoticeText(
        f"livelihood.{slug}", title, subject, body, {name: _DELIVERY[name][0] for name in names},
        {name: _DELIVERY[name][1] for name in names}, outside=outside,
    )  # fmt: skip


NOTICE_TEXTS = (
    NoticeText(
        "livelihood.candidates", "候选项目送达通知", "请阅读{season}候选项目", _READ, _FIELDS, _SAMPLES, outside=True
    ),
    NoticeText(
        "livelihood.reminder", "候选项目阅读提醒", "提醒:请阅读{season}候选项目", _READ, _FIELDS, _SAMPLES, outside=True
    ),
    NoticeText(
        "livelihood.result", "结果公布通知", "{season}{vote}结果公布", "{announcement}",
        {**_FIELDS, "announcement": "公布的全文"},
        {**_SAMPLES, "announcement": "青禾镇人民代表大会票决确定2027年民生实事项目如下:一、新建村卫生室2所……"},
    ),
    NoticeText(
        "livelihood.study", "线索论证通知", "请论证民生实事线索“{clue}”",
        "{season}线索“{clue}”请您单位填写可行性论证表或者提出意见。",
        {"season": "年度民生实事", "clue": "线索名称"},
        {"season": "青禾镇2027年民生实事项目", "clue": "村口到小学安装路灯"},
        outside=True,
    ),
    _text("breakdown", "任务分解通知", "请编制{season}任务分解方案", "请在{due}前逐项填写季度节点并报送。{reason}",
          ("due", "reason"), outside=True),
    _text("breakdown_submitted", "任务分解报送", "待接受:{season}任务分解方案",
          "任务分解方案已经报送,请接受或者退回。"),
    _text("breakdown_accepted", "任务分解接受", "{season}任务分解方案已接受",
          "各项目开始督办,请督促责任单位签收、按期报送进展。"),
    _text("watch", "监督小组通知", "您参加项目“{project}”监督小组",
          "{season}“{project}”由您参加监督,请实地查看并记录。", ("project",)),
    _text("changed", "项目调整通知", "项目“{project}”已{what}", "{season}“{project}”已按决定{what},请在项目页面查看。",
          ("project", "what")),
    _text("rectify", "整改通知", "请整改:{project}", "{season}“{project}”测评不满意,请在{due}前完成整改并报告。",
          ("project", "due"), outside=True),
)  # fmt: skip
