"""From failing relations to the smallest set of misprints."""
