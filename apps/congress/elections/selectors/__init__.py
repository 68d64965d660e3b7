"""Reads of elections: nominees, polls, what comes next."""
