"""Renderings of a report. A rendering knows the report and nothing else; `formats` lists them."""
