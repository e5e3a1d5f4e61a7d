"""Files that people and the program both write: what a person typed stays, no version is lost."""
