"""Whether any answers make conditions hold, and which: conditions solved over their finite choices."""
