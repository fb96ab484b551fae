"""What must hold between facts, and what to say when it does not."""
