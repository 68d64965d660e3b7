"""Backup and restore: one file with the database, the uploaded files and a manifest that vouches for every byte."""
