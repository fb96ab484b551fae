"""Rules on words that need code: ``check(scene, rule)`` yields findings."""
