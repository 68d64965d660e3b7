"""Reads of plans: rules in force, units that report, timeline, calendar, what is due."""
