"""The plan: what each rule can see of an exchange, so that each different question is put to the judge once."""
