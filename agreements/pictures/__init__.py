"""Draws charts, maps and cards as SVG, with title, legend, source and date inside. Plain Python, and no wording."""
