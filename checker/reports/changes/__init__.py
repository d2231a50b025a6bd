"""What differs between two packs, and what that does to a registry, for a person to read."""
