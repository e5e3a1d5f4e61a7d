"""Faults of playbooks and answers files, each with its place, its reason and what to do (design D11)."""
