"""Rules of kind ``pattern``: texts searched in the folded disclosure, limited to sections by role."""

from __future__ import annotations
