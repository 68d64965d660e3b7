"""How the log says each act of this system."""

ACTS: dict[str, str] = {
    # stations
    # duty
    # opinions
    # activities
    # rating
}
