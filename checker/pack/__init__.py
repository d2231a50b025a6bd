"""A pack: an ontology with shapes, its columns, families and rules."""

from checker.pack.apart import pack_judging, pack_with
from checker.pack.load import load_pack
from checker.pack.schema import Column, Family, Pack, Rule, Scheme

__all__ = ["Column", "Family", "Pack", "Rule", "Scheme", "load_pack", "pack_judging", "pack_with"]
