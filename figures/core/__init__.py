"""What a figure is and what is said of it: rows, plot, notes, words. Knows no Plotly."""
