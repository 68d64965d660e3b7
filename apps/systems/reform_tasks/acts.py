"""How the log says each act of this system."""

ACTS = {
    "reform_tasks.plan.created": "{actor}拟定“{subject}”",
    "reform_tasks.plan.changed": "{actor}修改“{subject}”,共{tasks}项任务",
    "reform_tasks.plan.submitted": "{actor}将“{subject}”提请{organ}研究",
    "reform_tasks.plan.approved": "{actor}登记党委决定:批准“{subject}”({number})",
    "reform_tasks.plan.returned": "“{subject}”退回(撤回)修改,由{actor}办理",
    "reform_tasks.plan.abandoned": "{actor}作废“{subject}”",
    "reform_tasks.plan.document_drafted": "{actor}拟出“{subject}”文稿",
    "reform_tasks.plan.handed_over": "{actor}交办“{subject}”,{places}个镇街共{tasks}项",
    "reform_tasks.task.amended": "{actor}调整改革任务“{subject}”({places}个镇街),完成期限{day},依据:{decision}",
    "reform_tasks.plan.ended": "{actor}总结结束“{subject}”",
    "reform_tasks.plan.final_drafted": "{actor}拟出“{subject}”总结报告",
    "reform_tasks.guarantees.answered": "{actor}填报{place}在“{subject}”中的四项保障,已落实{met}项",
    "reform_tasks.dispatch.created": "{actor}登记调度会“{subject}”({when})",
    "reform_tasks.dispatch.changed": "{actor}修改调度会“{subject}”",
    "reform_tasks.dispatch.points_set": "{actor}记录调度会“{subject}”的调度事项,共{points}项",
    "reform_tasks.dispatch.minutes_drafted": "{actor}拟出“{subject}”纪要",
    "reform_tasks.practice.written": "{actor}报送{place}的经验做法“{subject}”",
    "reform_tasks.practice.changed": "{actor}修改经验做法“{subject}”",
    "reform_tasks.practice.adopted": "{actor}登记经验做法“{subject}”被{adopter}采用({level})",
    "reform_tasks.report.drafted": "{actor}拟出向{session}的改革推进情况报告",
}
