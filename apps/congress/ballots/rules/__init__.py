"""The counting engine of every vote: pure functions over integers, no database, no clock.

Each module is one noun; import from the module that owns it.
"""
