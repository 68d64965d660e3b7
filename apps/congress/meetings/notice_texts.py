"""What members are told of meetings, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_MEETING = {
    "meeting": "会议名称",
    "time": "第一次会议的时间",
    "place": "会议地点",
    "contact": "联系人及电话",
    "requirements": "参会要求",
}
_SAMPLES = {
    "meeting": "青禾镇第二十届人民代表大会第三次会议",
    "time": "2026年3月20日 09:00",
    "place": "镇政府三楼会议室",
    "contact": "王敏 023-40000001",
    "requirements": "请佩戴代表证,提前十分钟入场。",
    "reason": "台风红色预警",
    "changes": "增加议题“补选副镇长”,列第5项",
    "decision": "已批准",
    "answer": "请安心休养。",
    "name": "安然",
    "material": "政府工作报告(第2版)",
    "unit": "青禾镇人民政府 承办单位办理员",
}
_REASON = {**_MEETING, "reason": "取消的理由"}
_CHANGES = {**_MEETING, "changes": "变更的内容"}
_MATERIAL = {"meeting": "会议名称", "material": "材料名称"}
_ANSWER = {"meeting": "会议名称", "name": "请假人姓名", "decision": "已批准或未批准", "answer": "批复意见"}


def _text(
    slug: str, title: str, subject: str, body: str, fields: dict[str, str], *, outside: bool, urgent: bool = False
) -> NoticeText:
    samples = {name: _SAMPLES[name] for name in fields}
    return NoticeText(slug, title, subject, body, fields, samples, outside, urgent)


NOTICE_TEXTS = (
    _text("meetings.notice", "会议通知", "会议通知:{meeting}", "{time},{place}", _MEETING, outside=True),
    _text(
        "meetings.changed", "会议变更通知", "会议安排有变更:{meeting}", "{time},{place}。{changes}", _CHANGES,
        outside=True, urgent=True,
    ),
    _text("meetings.cancelled", "会议取消通知", "会议取消:{meeting}", "{reason}", _REASON, outside=True, urgent=True),
    _text("meetings.material", "会议材料", "会议材料:{material}", "{meeting}的材料已送达,请阅读。", _MATERIAL,
          outside=False),
    _text("meetings.materials_reminder", "会议材料阅读提醒", "请阅读会议材料:{meeting}",
          "{time}开会,您还有材料没有阅读。", {"meeting": "会议名称", "time": "会议开始日期"}, outside=True),
    _text("meetings.material_delivered", "单位报送材料", "已报送材料:{material}",
          "{unit}为{meeting}报送了材料,请核对后发送。", {**_MATERIAL, "unit": "报送单位"}, outside=False),
    _text("meetings.leave_answer", "请假批复", "请假{decision}:{meeting}", "{answer}", _ANSWER, outside=False),
)  # fmt: skip
