"""The keeper of secret ballots: a process of its own that holds a poll's keys and knows no voter.

`python -m apps.congress.ballots.keeper` serves it on a unix socket; `client.Keeper` is the portal's side. Nothing here
imports Django, and nothing of a ballot is ever logged (docs/decisions/0010, docs/operations/keeper.md).
"""
