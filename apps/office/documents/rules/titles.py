"""Placeholder until the real one lands."""


def title_lines(title, keep=(), width=20):
    out = []
    for part in title.split("\n"):
        while part:
            out.append(part[:width])
            part = part[width:]
    return out
