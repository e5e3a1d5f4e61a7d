"""Levelling: when each job can stand, given needs, calendars and the hours people have (semantics 7).

It knows jobs by number and days by offset, nothing of playbooks or answers, and imports nothing heavy: a
project of 20,000 jobs is placed in a fraction of a second.
"""
