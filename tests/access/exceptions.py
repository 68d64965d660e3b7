"""What the laws of the matrix do not hold for, each with its reason. Shorten it."""

OPEN_TO_OTHERS: dict[str, str] = {}
"""URL name -> why somebody of another place may open what is not theirs."""
NO_ADDRESS: dict[str, str] = {}
"""URL name -> why no object of the demo district has this page."""
