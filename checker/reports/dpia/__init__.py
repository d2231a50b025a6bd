"""A prepared impact assessment in each form that a person reads; all are made of its JSON document alone."""
