"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    # nominations
    # exams
    # sitting
    # results
}
