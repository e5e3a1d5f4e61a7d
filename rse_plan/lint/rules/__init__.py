"""One file a rule: its page, and a hook when nothing finds the fault earlier (semantics 23)."""
