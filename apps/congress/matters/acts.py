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
HANDLING = {
    "matters.handling.taken": "{unit}签收“{subject}”,由{actor}办理",
    "matters.handling.return_asked": "{unit}({actor})申请退办“{subject}”",
    "matters.handling.return_declined": "{actor}不同意{unit}退办“{subject}”",
    "matters.handling.sent_back": "{actor}同意{unit}退办“{subject}”",
    "matters.handling.handed_on": "{unit}撤销,{actor}将“{subject}”移交承接单位办理",
    "matters.matter.reply_day_moved": "{actor}将“{subject}”的答复期限调整为{day}",
    "matters.contact.recorded": "{unit}({actor})登记与“{subject}”提出人的沟通({means})",
    "matters.contact.waived": "提出人{actor}同意{unit}免予沟通即答复“{subject}”",
    "matters.opinion.given": "{unit}({actor})就“{subject}”提出协办意见",
    "matters.opinion.sent_back": "{actor}将{unit}就“{subject}”的协办意见退回重提",
    "matters.reply.drafted": "{unit}({actor})起草“{subject}”的答复",
    "matters.reply.submitted": "{unit}({actor})将“{subject}”的答复函送{reviewers}签发",
    "matters.reply.recalled": "{unit}({actor})撤回“{subject}”答复函的送签",
    "matters.reply.sent": "{unit}答复“{subject}”,{actor}签发,文号{number}",
    "matters.matter.replied": "{actor}签发答复后,“{subject}”的承办单位已全部答复",
    "matters.extension.asked": "{unit}({actor})申请将“{subject}”延至{day}答复",
    "matters.extension.granted": "{actor}登记:同意{unit}将“{subject}”延至{day}答复",
    "matters.extension.refused": "{actor}登记:{unit}对“{subject}”的延期申请未获同意",
}
AFTER: dict[str, str] = {}
ACTS = {**SUBMISSIONS, **WRITING, **HANDLING, **AFTER}
