"""How the log says each act of this system."""

ACTS: dict[str, str] = {
    # stations
    # duty
    "deputy_stations.rota.created": "{actor}编制“{subject}”,排班{slots}次",
    "deputy_stations.rota.dealt_again": "{actor}重新排班“{subject}”,共{slots}次",
    "deputy_stations.rota.published": "{actor}公布“{subject}”,值班{slots}次,晚于规定{late}日",
    "deputy_stations.rota.discarded": "{actor}删去“{subject}”{period}的值班表草稿",
    "deputy_stations.rota.notice_drafted": "{actor}拟出“{subject}”的接待公告",
    "deputy_stations.slot.added": "{actor}安排{name}值班({when})",
    "deputy_stations.slot.changed": "{actor}调整{name}的值班,由{before}改为{when}",
    "deputy_stations.slot.removed": "{actor}从值班表草稿删去{name}({when})",
    "deputy_stations.slot.cancelled": "{actor}取消{name}的值班({when})",
    "deputy_stations.slot.checked_in": "{name}到站签到({how}),由{actor}办理",
    "deputy_stations.slot.missed": "{name}没有到站({when}),由{actor}登记",
    "deputy_stations.exchange.asked": "{actor}请{of}换班({when})",
    "deputy_stations.exchange.answered": "{actor}答复换班申请:{result}({of},{when})",
    "deputy_stations.exchange.withdrawn": "{actor}撤回换班申请“{subject}”",
    "deputy_stations.exchange.made": "{actor}将{before}的值班换给{of}({when})",
    # opinions
    "deputy_stations.opinion.received": "{actor}提交{subject}({station})",
    "deputy_stations.opinion.suggested": "{actor}建议{subject}{route}",
    "deputy_stations.opinion.routed": "{actor}确定{subject}的办理路径:{route}",
    "deputy_stations.opinion.city_answered": "{actor}登记{subject}请{name}反映的结果",
    "deputy_stations.opinion.closed": "{subject}已经办结({actor})",
    "deputy_stations.opinion.rated": "{actor}评价{subject}的办理结果:{grade}",
    # activities
    "deputy_stations.activity.created": "{actor}安排活动“{subject}”({when})",
    "deputy_stations.activity.changed": "{actor}修改活动“{subject}”({when})",
    "deputy_stations.activity.cancelled": "{actor}取消活动“{subject}”",
    "deputy_stations.activity.signed_up": "{actor}报名参加“{subject}”",
    "deputy_stations.activity.withdrawn": "{actor}取消报名“{subject}”",
    "deputy_stations.activity.checked_in": "{actor}签到参加“{subject}”",
    "deputy_stations.activity.held": "{actor}登记活动“{subject}”已开展,代表{people}人,群众(企业){guests}人",
    "deputy_stations.activity.photos_added": "{actor}为活动“{subject}”补充照片{photos}张",
    "deputy_stations.year_plan.created": "{actor}编制“{subject}”",
    "deputy_stations.year_plan.changed": "{actor}修改“{subject}”,共{lines}项活动",
    "deputy_stations.year_plan.published": "{actor}公布“{subject}”",
    "deputy_stations.year_plan.summarised": "{actor}填写“{subject}”的年度总结",
    "deputy_stations.debrief.people_set": "{actor}确定“{subject}”的述职代表,共{people}人",
    "deputy_stations.debrief.written": "{actor}填写{name}的述职报告",
    "deputy_stations.debrief.assessed": "{actor}为“{subject}”安排测评《{title}》,共{people}人",
    "deputy_stations.debrief.graded": "{actor}登记“{subject}”的测评结果《{title}》,共{people}人",
    # rating
}
