"""What each document shows: dates, numbers and words chosen here, placed by the formats."""
