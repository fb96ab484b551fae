"""Which facts take which seats: one module for each way a rule's spec says it."""
