"""Help to write a pack: try its examples, look over its form, make a first one."""
