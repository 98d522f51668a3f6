"""SVG as we hand it on: normalised, small, at home on light and dark paper."""
