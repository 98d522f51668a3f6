"""From the description of a plot to a Plotly chart, in the room there is."""
