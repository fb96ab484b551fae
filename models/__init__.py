"""Learned judgements on strings: text in, label and score out."""
