"""Answers and playbooks into one dated plan: facts, waves, select, expand, schedule."""
