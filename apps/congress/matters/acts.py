"""How each act reads in the log."""

SUBMISSIONS = {
    "matters.submission.received": "{actor}提交{subject}({channel})",
    "matters.submission.told": "{actor}就{subject}告知反映人:{sentence}",
    "matters.submission.merged": "{actor}将{subject}并入{into}号",
    "matters.submission.joined": "{actor}将{merged}号并入{subject}",
    "matters.submission.withdrawn": "反映人({actor})撤回{subject}",
    "matters.code.renewed": "{actor}为{subject}换发查询码",
    "matters.phone.looked_up": "{actor}查看{subject}反映人的电话",
}
WRITING = {
    "matters.matter.opened": "{actor}立案办理“{subject}”,编号{number}",
    "matters.matter.handed_over": "{actor}将“{subject}”交{units}办理",
}
HANDLING: dict[str, str] = {}
AFTER = {
    "matters.matter.rated": "{name}评价“{subject}”第{round}次办理:态度{attitude},结果{result}",
    "matters.matter.reminded": "{actor}提醒提出人在{due}前评价“{subject}”",
    "matters.matter.lapsed": "{actor}因逾期未评价将“{subject}”办结",
    "matters.matter.mediated": "{actor}登记“{subject}”的协调处理意见,参加人员:{people}",
    "matters.commitment.kept": "{actor}报告“{subject}”的第{number}项承诺于{day}落实",
    "matters.commitment.graded": "{actor}评价“{subject}”第{number}项承诺的落实:{grade}",
    "matters.key.set": "{actor}登记{organ}将“{subject}”列为重点督办,由{leader}督办",
    "matters.key.outcome": "{actor}登记“{subject}”的督办情况:{outcome}",
    "matters.publication.published": "{actor}公开“{subject}”及其答复(第{revision}版)",
    "matters.publication.withdrawn": "{actor}撤下“{subject}”的公开件",
}
ACTS = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER}
