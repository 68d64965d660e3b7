"""What the log of acts says of each act of this system."""

ACTS = {
    "town_sessions.plan.created": "{actor}按“{template}”拟定{subject}",
    "town_sessions.plan.changed": "{actor}修改{subject},会议{sessions}次、议题{topics}项",
    "town_sessions.plan.amended": "{actor}拟定{subject},作为调整方案",
    "town_sessions.plan.abandoned": "{actor}作废{subject}",
    "town_sessions.plan.submitted": "{actor}将{subject}提请{organs}讨论、研究",
    "town_sessions.plan.discussed": "{actor}登记讨论结果:同意{subject}",
    "town_sessions.plan.approved": "{actor}登记党委研究结果:批准{subject}",
    "town_sessions.plan.returned": "{subject}退回(撤回)修改,由{actor}办理",
    "town_sessions.plan.filed": "{actor}登记{subject}备案,文号{number}",
    "town_sessions.plan.closed": "{actor}结束{subject}",
    "town_sessions.plan.document_drafted": "{actor}拟出{subject}文稿",
    "town_sessions.session.meeting_created": "{actor}由{subject}第{ordinal}次会议生成{meeting}",
    "town_sessions.session.meeting_linked": "{actor}将{meeting}关联到{subject}第{ordinal}次会议",
    "town_sessions.preparation.recorded": "{actor}登记{subject}第{ordinal}次会议:{what}",
}
