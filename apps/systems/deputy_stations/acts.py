"""How the log says each act of this system."""

ACTS: dict[str, str] = {
    # stations
    "deputy_stations.station.founded": "{actor}登记家站“{subject}”",
    "deputy_stations.station.changed": "{actor}修改家站“{subject}”",
    "deputy_stations.station.opened": "{actor}启用家站“{subject}”,自{day}起",
    "deputy_stations.station.closed": "{actor}撤销家站“{subject}”,自{day}起",
    "deputy_stations.staff.appointed": "{actor}登记{who}为家站{title}",
    "deputy_stations.staff.relieved": "{actor}办理家站{title}{who}离任,自{day}起",
    "deputy_stations.stationing.made": "{actor}将代表{who}编入家站“{subject}”,共{count}名",
    "deputy_stations.stationing.ended": "{actor}办理代表{who}出站",
    "deputy_stations.deputy_page.changed": "{actor}修改代表{subject}的公开页({shown})",
    "deputy_stations.check.recorded": "{actor}检查家站“{subject}”的{list},记录{count}项,具备{met}项",
    "deputy_stations.chain.created": "{actor}登记产业链“{subject}”",
    "deputy_stations.chain.changed": "{actor}修改产业链“{subject}”",
    "deputy_stations.firm.added": "{actor}将企业“{firm}”登记到产业链“{subject}”",
    "deputy_stations.firm.changed": "{actor}修改产业链“{subject}”的企业“{firm}”",
    "deputy_stations.outline.set": "{actor}上传{subject}",
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
