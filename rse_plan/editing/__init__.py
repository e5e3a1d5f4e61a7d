"""Files that people and the program both write: comments, order and line ends stay, no version is lost."""
