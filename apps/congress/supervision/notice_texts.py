"""What is told of assignments, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

FIELDS = {
    "title": ("任务名称", "建成青禾镇代表之家"),
    "due": ("期限", "2026年6月30日"),
    "unit": ("单位名称", "青禾镇人民政府"),
    "reason": ("理由或者原因", "节点“选址”2026年4月30日到期未完成"),
    "node": ("节点", "完成选址"),
    "number": ("督办单编号", "青人督〔2026〕1号"),
}


def _text(slug: str, title: str, subject: str, body: str, *fields: str, outside: bool = False) -> NoticeText:
    names = ("title", *fields)
    return NoticeText(
        f"supervision.{slug}", title, subject, body, {name: FIELDS[name][0] for name in names},
        {name: FIELDS[name][1] for name in names}, outside,
    )  # fmt: skip


NOTICE_TEXTS = (
    _text("handed_over", "交办督办任务", "请办理:{title}",
          "请签收,按期报送进展,并在{due}前完成。", "due", outside=True),
    _text("claimed", "督办任务报完成", "待核查:{title}", "{unit}已报完成,请核查。", "unit"),
    _text("returned", "督办任务退回", "请继续办理:{title}",
          "报完成已退回:{reason} 完成期限仍为{due}。", "reason", "due",
          outside=True),
    _text("closed", "督办任务销号", "已销号:{title}", "这项任务已经核查、销号。"),
    _text("cancelled", "督办任务终止", "已终止:{title}", "这项任务不再办理。理由:{reason}", "reason"),
    _text("adjusted", "督办任务调整", "任务有调整:{title}",
          "完成期限为{due}。调整理由:{reason}", "reason", "due"),
    _text("node_taken_back", "撤回节点登记", "节点登记已撤回:{title}",
          "节点“{node}”的完成登记已撤回,这个节点仍须完成。理由:{reason}", "node", "reason"),
    _text("extension_granted", "同意延期", "同意延期:{title}", "完成期限延至{due}。", "due"),
    _text("extension_refused", "不同意延期", "不同意延期:{title}", "仍请在{due}前完成。{reason}", "reason", "due",
          outside=True),
    _text("sheet_issued", "督办单", "督办单{number}:{title}",
          "请在{due}前反馈办理情况。", "number", "due", outside=True),
    _text("sheet_answered", "督办单反馈", "已反馈督办单:{title}",
          "{unit}已反馈{number},请办结或者退回。", "unit", "number"),
    _text("sheet_returned", "督办单反馈退回", "请重新反馈:{title}",
          "{number}的反馈已退回:{reason} 请在{due}前重新反馈。",
          "number", "reason", "due", outside=True),
    _text("urged", "催办", "催办:{title}", "这项任务已亮红灯:{reason}。请抓紧办理。", "reason", outside=True),
    _text("escalated", "红灯上报", "红灯:{title}", "{unit}承办的任务亮红灯未消除:{reason}。请督促。", "unit", "reason",
          outside=True),
)  # fmt: skip
