"""The front hall: auditing a disclosure, the command line, and the reports people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.auditing import Audit, audit, audits

__version__ = "0.1.0"
__all__ = ["Audit", "__version__", "audit", "audits"]


def __getattr__(name: str) -> object:
    """Fetch what it offers on first use, so that importing any module of the package stays light."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gouji import auditing

    return getattr(auditing, name)
