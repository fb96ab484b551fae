"""Reads disclosures and states what they say: figures, facts and reasons with their places."""
