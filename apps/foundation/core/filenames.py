"""Names for files that people download."""

REFUSED = str.maketrans('/\\:*?"<>|', "_________")


def file_name_of(text: str, ending: str) -> str:
    """At most 80 characters of the text, without blanks and what a file system refuses, and the ending."""
    return f"{''.join(text.split()).translate(REFUSED)[:80]}.{ending}"
