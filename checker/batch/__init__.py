"""Check registries of any number of rows: columns in and columns out, a lot of rows at a time."""
