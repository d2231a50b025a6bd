"""Registries as linked data."""
