"""The file formats: what a playbook, a question, a role, a source and an answers file are."""
