"""The files of one view, and the HTML that they and the pages share."""
