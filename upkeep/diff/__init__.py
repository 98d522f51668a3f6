"""What a change of the data means: row by row, and for those who read the figures."""
