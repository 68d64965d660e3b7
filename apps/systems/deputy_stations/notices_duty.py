"""What deputies and liaison officers are told of duties and activities, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

SLOT = {"station": "家站", "time": "接待时间", "before": "原来的时间", "reason": "原因"}
SLOT_SAMPLES = {
    "station": "青禾镇代表之家", "time": "2026年4月7日 09:00-11:00", "before": "2026年4月14日 09:00-11:00",
    "reason": "当日召开镇人代会",
}  # fmt: skip
EXCHANGE = {
    "station": "家站", "time": "接待时间", "asker": "申请人", "colleague": "接班代表", "reason": "换班原因",
    "result": "答复结果", "answer": "答复内容", "return": "换回的值班",
}  # fmt: skip
EXCHANGE_SAMPLES = {
    "station": "青禾镇代表之家", "time": "2026年4月7日 09:00-11:00", "asker": "安然", "colleague": "白雪",
    "reason": "当日外出开会", "result": "已换班", "answer": "可以", "return": ",换回2026年5月5日 09:00-11:00",
}  # fmt: skip
ACTIVITY = {
    "activity": "活动名称", "kind": "类别", "station": "家站", "time": "开始时间", "place": "地点", "until": "报名截止",
    "reason": "取消原因",
}  # fmt: skip
ACTIVITY_SAMPLES = {
    "activity": "走访沿河农户", "kind": "走访", "station": "青禾镇代表之家", "time": "2026年4月10日 09:00",
    "place": "青禾村", "until": "2026年4月8日 18:00", "reason": "天气原因",
}  # fmt: skip
DUTY_NOTICES = (
    NoticeText(
        "stations.rota_published", "值班安排", "您在{station}的接待值班安排", "时间:{times}。地点:{place}。"
        "到站后扫描门口二维码签到;不能到的,请在平台上申请换班。",
        {"station": "家站", "place": "地点", "times": "各次接待时间"},
        {"station": "青禾镇代表之家", "place": "青禾镇人民路1号", "times": "2026年4月7日 09:00-11:00"},
    ),
    NoticeText("stations.slot_added", "新增值班", "新增值班:{station} {time}", "请按时到站接待群众。", SLOT,
               SLOT_SAMPLES),
    NoticeText("stations.slot_changed", "值班改期", "值班改期:{station} {time}", "原定{before},现改为{time}。", SLOT,
               SLOT_SAMPLES, outside=True),
    NoticeText("stations.slot_cancelled", "值班取消", "值班取消:{station} {time}", "原因:{reason}。", SLOT,
               SLOT_SAMPLES, outside=True),
    NoticeText(
        "stations.slot_missed", "代表未到站", "{deputy}没有到站接待:{station} {time}",
        "接待已经结束,没有签到记录。确已到站的,请联络员在规定的日数内补登。",
        {"deputy": "代表", "station": "家站", "time": "接待时间"},
        {"deputy": "安然", "station": "青禾镇代表之家", "time": "2026年4月7日 09:00-11:00"},
    ),
    NoticeText(
        "stations.exchange_asked", "换班申请", "{asker}请您换班:{station} {time}",
        "原因:{reason}{return}。请答复是否同意。",
        EXCHANGE, EXCHANGE_SAMPLES, outside=True,
    ),
    NoticeText(
        "stations.exchange_answered", "换班答复", "{colleague}答复换班:{result}", "{station} {time}。答复:{answer}。",
        EXCHANGE, EXCHANGE_SAMPLES,
    ),
    NoticeText(
        "stations.exchange_made", "值班换人", "值班换人:{station} {time}",
        "由{colleague}代替{asker}接待。原因:{reason}。",
        EXCHANGE, EXCHANGE_SAMPLES, outside=True,
    ),
)  # fmt: skip
ACTIVITY_NOTICES = (
    NoticeText(
        "stations.activity_arranged", "家站活动", "{station}活动:{activity}",
        "{kind},{time},{place}。报名截止:{until}。", ACTIVITY, ACTIVITY_SAMPLES,
    ),
    NoticeText(
        "stations.activity_changed", "家站活动改期", "活动调整:{activity}", "现定于{time}在{place}。", ACTIVITY,
        ACTIVITY_SAMPLES, outside=True,
    ),
    NoticeText(
        "stations.activity_cancelled", "家站活动取消", "活动取消:{activity}", "原定{time}。原因:{reason}。", ACTIVITY,
        ACTIVITY_SAMPLES, outside=True,
    ),
    NoticeText(
        "stations.debrief_asked", "述职安排", "请准备述职:{activity}", "{time},{place}。请提前填写述职报告。", ACTIVITY,
        ACTIVITY_SAMPLES,
    ),
    NoticeText(
        "stations.debrief_graded", "述职测评结果", "述职测评结果:{grade}", "{activity}的测评结果已经宣布。",
        {"activity": "述职活动", "grade": "等次"}, {"activity": "2026年度代表述职", "grade": "满意"},
    ),
    NoticeText(
        "stations.year_plan_published", "年度活动计划", "{station}{year}年活动计划已公布",
        "共{activities}项活动,请合理安排时间参加。",
        {"station": "家站", "year": "年度", "activities": "活动项数"},
        {"station": "青禾镇代表之家", "year": "2026", "activities": "6"},
    ),
)  # fmt: skip
