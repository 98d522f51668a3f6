"""Files tried beside the data of the moment: checked, compared, drawn, and never published."""
