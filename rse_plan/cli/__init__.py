"""The command line: the only part that prints, exits, reads the clock or the environment."""
