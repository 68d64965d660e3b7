"""The default table of a hundred points (域内口径 §4.6): no place has published one with numbers, so every line may be
changed in the editor."""

from decimal import Decimal

from apps.systems.deputy_stations.rules.scoring import BONUS, BOOLEAN, COUNT, DEDUCTION, MANUAL, RATIO, VETO
from apps.systems.deputy_stations.rules.standards import Head, ItemDraft

BASIS = "本平台参考标准(百分制),由区(县)人大常委会审定后启用"
PLACES, ORDER, RUNNING, DUTY, DIGITAL = "阵地建设", "制度管理", "运行管理", "履职成效", "数字化"
MORE, LESS, NONE = "加分", "扣分", "一票否决"


def _item(
    dimension: str, title: str, points: int, scoring: str = MANUAL, measure: str = "", **values: object
) -> ItemDraft:
    return ItemDraft(dimension, title, Decimal(points), scoring, measure=measure, **values)  # type: ignore[arg-type]


USUAL_ITEMS: tuple[ItemDraft, ...] = (
    _item(PLACES, "有固定场所,面积适用", 5, BOOLEAN, "station_place", evidence="场所照片"),
    _item(PLACES, "标识标牌统一", 3, BOOLEAN, "check_sign", evidence="标牌照片"),
    _item(PLACES, "设备和网络齐全", 4, RATIO, "check_equipment", target=100, evidence="设备照片"),
    _item(PLACES, "上墙公示齐全", 4, RATIO, "check_wall", target=100, evidence="上墙照片"),
    _item(PLACES, "信箱、二维码、电话公开", 4, RATIO, "station_contacts", target=100, evidence="公开情况照片"),
    _item(ORDER, "制度健全", 5, RATIO, "check_rules", target=100, evidence="制度文本"),
    _item(ORDER, "站长、联络员到位", 4, RATIO, "staff_kept", target=100, evidence="任职文件"),
    _item(ORDER, "代表全部编组进站", 3, RATIO, "deputies_grouped", target=100, evidence="编组名册"),
    _item(ORDER, "工作经费有保障", 3, evidence="经费文件或者支出凭证"),
    _item(RUNNING, "年度计划和接待公告按时公布", 5, RATIO, "plan_and_notices", target=100, evidence="计划、公告"),
    _item(RUNNING, "接待群众日达到要求", 8, COUNT, "reception_days", evidence="接待登记表"),
    _item(RUNNING, "开展活动达到要求", 6, COUNT, "activities_held", evidence="活动纪要"),
    _item(RUNNING, "台账齐全真实", 6, evidence="台账抽查记录"),
    _item(DUTY, "代表到站率", 8, RATIO, "attendance", target=90, evidence="签到记录"),
    _item(DUTY, "收集意见建议", 6, COUNT, "opinions_received", target=20, evidence="意见台账"),
    _item(DUTY, "意见建议办结率", 8, RATIO, "opinions_closed", target=95, evidence="办理反馈"),
    _item(DUTY, "群众满意率", 5, RATIO, "opinions_satisfied", target=90, evidence="群众评价"),
    _item(DUTY, "监督民生实事等重点工作", 3, COUNT, "supervision_held", target=2, evidence="视察调研记录"),
    _item(DIGITAL, "台账线上实时登记", 4, RATIO, "recorded_in_time", target=90, evidence="平台记录"),
    _item(DIGITAL, "扫码、网上反映占比", 3, RATIO, "opinions_by_code", target=30, evidence="平台记录"),
    _item(DIGITAL, "平台按月使用", 3, RATIO, "months_in_use", target=100, evidence="平台记录"),
    _item(MORE, "经验推广、媒体报道、表彰", 5, kind=BONUS, evidence="文件、报道、证书"),
    _item(MORE, "品牌或者产业链特色", 5, kind=BONUS, evidence="特色材料"),
    _item(LESS, "群众有效投诉", 10, kind=DEDUCTION, evidence="核查情况"),
    _item(NONE, "弄虚作假", 0, kind=VETO, evidence="核查情况"),
    _item(NONE, "造成严重不良影响", 0, kind=VETO, evidence="核查情况"),
    _item(NONE, "全年没有开展工作", 0, BOOLEAN, "idle", kind=VETO, evidence="平台记录"),
)  # fmt: skip


def usual_head(title: str) -> Head:
    return Head(title, BASIS)


MEASURE_TITLES = {
    "station_place": "有地址、已启用",
    "check_sign": "检查:标识标牌",
    "check_equipment": "检查:设施设备具备项",
    "check_wall": "检查:上墙公示具备项",
    "check_rules": "检查:制度具备项",
    "station_contacts": "公开电话、监督电话、站码和信箱",
    "staff_kept": "站长和联络员在岗",
    "deputies_grouped": "本镇街在职代表进站",
    "plan_and_notices": "年度计划、接待公告按时公布",
    "reception_days": "接待群众日数",
    "activities_held": "开展活动次数",
    "supervision_held": "视察调研次数",
    "attendance": "值班到站人次",
    "opinions_received": "收到意见建议",
    "opinions_closed": "办结的意见建议",
    "opinions_satisfied": "评价满意的意见建议",
    "opinions_by_code": "扫码、网上反映的意见建议",
    "recorded_in_time": "7日内登记的活动",
    "months_in_use": "有记录的月份",
    "idle": "整个考核期没有接待、活动和意见",
}
