"""Readers: files and frames in, tables of text out. A reader knows nothing of law."""
