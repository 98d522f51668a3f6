"""What spreadsheets, mail programs and copying do to a CSV: seen, named and where sure undone."""
