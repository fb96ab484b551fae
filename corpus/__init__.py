"""Evidence and measurement: sample disclosures of invented bodies, hand-made gold, benchmarks."""
