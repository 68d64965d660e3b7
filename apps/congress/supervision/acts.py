"""How the log says each act of supervision."""

ACTS = {
    "supervision.assignment.drafted": "{actor}拟定督办任务“{subject}”",
    "supervision.assignment.changed": "{actor}修改督办任务“{subject}”",
    "supervision.assignment.handed_over": "{actor}将“{subject}”交{units}办理,{day}前完成",
}
