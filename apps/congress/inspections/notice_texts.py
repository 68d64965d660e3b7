"""What deputies are told of inspections, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_WHERE = {"inspection": "活动名称", "time": "集合时间", "place": "集合地点", "contact": "联系人及电话"}
_SAMPLES = {
    "inspection": "农村饮水安全视察",
    "time": "2026年4月15日 08:30",
    "place": "镇政府门口",
    "contact": "王敏 023-40000001",
    "route": "09:00红星村水厂,10:30新民村泵站",
    "reason": "暴雨红色预警",
}


def _text(
    slug: str, title: str, subject: str, body: str, fields: dict[str, str], *, outside: bool, urgent: bool = False
) -> NoticeText:
    samples = {name: _SAMPLES[name] for name in fields}
    return NoticeText(slug, title, subject, body, fields, samples, outside, urgent)


_REASON = {**_WHERE, "reason": "取消的理由"}
NOTICE_TEXTS = (
    _text("inspections.notice", "视察调研通知", "请参加:{inspection}", "{time},{place}集合。请在手机上回复是否参加。",
          _WHERE, outside=True),
    _text("inspections.changed", "视察调研变更通知", "活动安排有变更:{inspection}", "{time},{place}集合。", _WHERE,
          outside=True, urgent=True),
    _text("inspections.route_changed", "视察调研路线变更通知", "路线有变更:{inspection}",
          "{time}在{place}集合。现路线:{route}。", {**_WHERE, "route": "路线各点位及到达时间"}, outside=True),
    _text("inspections.called_off", "视察调研取消通知", "活动取消:{inspection}", "{reason}", _REASON, outside=True,
          urgent=True),
    _text("inspections.answered", "意见已全部反馈", "意见已全部反馈:{inspection}",
          "您参加的活动提出的意见已全部书面反馈。", {"inspection": "活动名称"}, outside=False),
)  # fmt: skip
