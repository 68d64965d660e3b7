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
    "matters.matter.drafted": "{actor}起草{kind}“{subject}”",
    "matters.matter.changed": "{actor}修改“{subject}”,保存为第{revision}版",
    "matters.matter.asked": "{actor}请{number}名代表附议“{subject}”",
    "matters.matter.signed": "{actor}附议“{subject}”",
    "matters.matter.unsigned": "{actor}不附议(撤回附议)“{subject}”",
    "matters.matter.submitted": "{actor}提交“{subject}”,登记为{number}号",
    "matters.matter.withdrawn": "{actor}撤回“{subject}”",
    "matters.matter.accepted": "{actor}审核立案“{subject}”,编号{number}",
    "matters.matter.returned": "{actor}将“{subject}”退回修改",
    "matters.matter.refused": "{actor}对“{subject}”不予受理:{ground}",
    "matters.matter.arranged": "{actor}整理“{subject}”的文字,保存为第{revision}版",
    "matters.matter.merged": "{actor}将“{subject}”并入“{into}”",
    "matters.matter.joined": "{actor}将“{merged}”并入“{subject}”",
    "matters.matter.settled": "{actor}登记“{subject}”的办理渠道:{route}",
    "matters.matter.passed_on": "{actor}将“{subject}”转请{deputy}代表向{body}提出",
    "matters.matter.closed_above": "“{subject}”上级已有结果,由{actor}写入",
    "matters.batch.ordered": "{actor}将{number}件{subject}",
    "matters.matter.opened": "{actor}立案办理“{subject}”,编号{number}",
    "matters.matter.handed_over": "{actor}将“{subject}”交{units}办理",
}
HANDLING: dict[str, str] = {}
AFTER: dict[str, str] = {}
ACTS = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER}
