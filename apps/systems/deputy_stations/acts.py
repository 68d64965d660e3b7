"""How the log says each act of this system."""

ACTS: dict[str, str] = {
    # stations
    # duty
    # opinions
    "deputy_stations.opinion.received": "{actor}提交{subject}({station})",
    "deputy_stations.opinion.suggested": "{actor}建议{subject}{route}",
    "deputy_stations.opinion.routed": "{actor}确定{subject}的办理路径:{route}",
    "deputy_stations.opinion.city_answered": "{actor}登记{subject}请{name}反映的结果",
    "deputy_stations.opinion.closed": "{subject}已经办结({actor})",
    "deputy_stations.opinion.rated": "{actor}评价{subject}的办理结果:{grade}",
    # activities
    # rating
}
