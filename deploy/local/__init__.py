"""Runs the portal on one machine with an embedded PostgreSQL and Redis: `python -m deploy.local run`."""
