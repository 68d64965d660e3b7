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
AFTER: dict[str, str] = {}
ACTS = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER}
