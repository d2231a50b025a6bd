"""The report as RDF. Its graph is written as JSON-LD; only other syntaxes need an RDF library."""
