"""Findings that text alone shows: words left over, placeholders, levels, damage."""

from __future__ import annotations
