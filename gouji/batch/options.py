"""What changes the result of an audit besides the bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gouji import globbing
from gouji.batch import store

if TYPE_CHECKING:
    from gouji.settings import PerPath, Severities


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What changes the result of an audit besides the bytes."""

    template: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    group: str = "auto"
    severity: Severities = ()
    """Rules that an office takes for more or less grave than the catalogue does."""
    rules: tuple[str, ...] = ()
    """Folders of the office's own rules."""
    templates: tuple[str, ...] = ()
    """Folders of the office's own templates."""
    base: str = ""
    """The folder that patterns of paths start from."""
    per_path: tuple[PerPath, ...] = ()

    def at(self, path: str) -> Options:
        """Return the options for a file, those of the patterns that fit its path included, the last one first.

        Rules left out for a path are left out besides those left out everywhere.
        """
        if not self.per_path:
            return self
        found = replace(self, per_path=(), base="")
        for one in self.per_path:
            if globbing.fits(one.glob, path, base=self.base):
                found = replace(
                    found,
                    template=one.template or found.template,
                    select=found.select if one.select is None else one.select,
                    ignore=(*(found.ignore or ()), *(one.ignore or ())) or None,
                    severity=(*found.severity, *one.severity),
                )
        return found

    def key(self, *parts: object) -> str:
        """Return what a result is kept under: its content, the versions, and the choices that change it."""
        from gouji.versions import versions

        return store.key(*parts, sorted(versions(self).items()), self.template, self.select, self.ignore)

    def look(self, sha256: str) -> str:
        """Return what a look at a file is kept under: pictures are left for later where they may be pages."""
        return self.key("look", sha256, self.group == "none")
