"""What became of the plan: recorded by commands or from the register's spreadsheet, kept in progress.yaml."""
