"""Shape of input: the plan, the route, answers, the report, feedback."""
