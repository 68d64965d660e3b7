"""What the staff of towns and streets is told, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

NOTICE_TEXTS = (
    NoticeText(
        "reform_tasks.handed_over", "改革任务交办", "改革任务已交办:{title}",
        "请督促牵头单位签收,并填报组织、经费、阵地、人员四项保障的落实情况。",
        {"title": "方案名称"}, {"title": "示例区2026年“4+2”改革实施方案"},
    ),
    NoticeText(
        "reform_tasks.adopted", "经验做法被采用", "经验做法被采用:{title}", "已被{by}采用({level})。",
        {"title": "题目", "by": "采用单位或者媒体", "level": "级别"},
        {"title": "“院坝议事”让意见建议件件有着落", "by": "市人大常委会《人大工作动态》", "level": "市级"},
    ),
)  # fmt: skip
