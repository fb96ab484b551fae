"""Linked disclosures: what is kept of each, what holds between them, and what does not."""
