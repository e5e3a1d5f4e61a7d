"""The interview: asks what applies, keeps every answer at once, knows no terminal but through an asker."""
