"""Reading a clause by its gaps: who is spoken of, and what the next number is (decision 0004)."""
