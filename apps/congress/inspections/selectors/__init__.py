"""Reads of inspections: who may be asked, the next step, everybody's desk."""
