"""What the laws of the matrix do not hold for, each with its reason. Shorten it."""

OPEN_TO_OTHERS: dict[str, str] = {
    "deputy_stations_check_in": "who stands at the door of a station holds its code; the station itself is public",
    "reform_tasks_practice": "a good practice is there for all towns to read and to take up",
    "reform_tasks_practice_paper": "the same on paper",
}
"""URL name -> why somebody of another place may open what is not theirs."""
NO_ADDRESS: dict[str, str] = {
    "openid_connect_callback": "single sign-on is off unless an office has a provider",
    "mfa_edit_webauthn": "a passkey is made by a device; tests/foundation/accounts/test_passkeys.py has one",
    "mfa_remove_webauthn": "as mfa_edit_webauthn",
}
"""URL name -> why no object of the demo district has this page."""
MEANT: dict[str, tuple[str, str]] = {
    "deputy_stations_seats_station": (
        "现在东湖街道代表之家",
        "who moves a district's deputy sees from where",
    ),
    "reform_tasks_practice_change": ("403 for what is another's", "everybody reads a practice, its place changes it"),
    "reform_tasks_adoption_new": (
        "403 for what is another's",
        "as practice_change, for who took it up",
    ),
}
"""URL name -> a part of the sentence of the fault, and why the page is right."""
