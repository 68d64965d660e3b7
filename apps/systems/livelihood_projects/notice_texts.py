"""What members are told of a year's livelihood projects, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_FIELDS = {"season": "年度民生实事", "vote": "票决(街道为票选)", "deliberate": "审议(街道为讨论)"}
_SAMPLES = {"season": "青禾镇2027年民生实事项目", "vote": "票决", "deliberate": "审议"}
_READ = "候选项目已经送达,将在会上{vote}。请提前阅读,如有意见可在分组{deliberate}时提出。"

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
)  # fmt: skip
