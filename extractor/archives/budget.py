"""What an archive may cost with all the archives in it: members, expanded bytes and depth, really counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError

if TYPE_CHECKING:
    from extractor.anchor import Source

MAX_MEMBERS: Final = 5_000
MAX_DEPTH: Final = 5
"""Archives in archives; a department that packs its units' packages comes to two or three."""
MAX_MEMBER: Final = 64 * 1024 * 1024
"""Expanded bytes of one member, as much as a file may have."""
MAX_TOTAL: Final = 512 * 1024 * 1024
_RATIO: Final = 200
"""Times an archive may expand as a whole beyond the first ``MAX_MEMBER``; text comes to ten, blank scans to fifty."""
_REMEDY: Final = "请检查压缩包的来源,解压后直接审核其中的文件"


@dataclass(slots=True, kw_only=True)
class Budget:
    """What is left for one archive; shared by the archives in it, alive as long as it is unwrapped."""

    path: str
    bytes_left: int
    members_left: int
    ended: bool = False

    def member(self) -> None:
        """Count a member; raise LimitError where it is one too many."""
        self.members_left -= 1
        if self.members_left < 0:
            raise self._end(f"压缩包中的文件超过 {MAX_MEMBERS} 个,后面的没有审核")

    def expanded(self, count: int) -> None:
        """Count expanded bytes; raise LimitError where they are too many."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise self._end("压缩包解压后过大(可能是“压缩炸弹”),后面的文件没有审核")

    def _end(self, problem: str) -> LimitError:
        self.ended = True
        return LimitError(path=self.path, problem=problem, remedy=_REMEDY)


def budget_of(source: Source) -> Budget:
    """Return what this archive may cost."""
    most = min(MAX_TOTAL, max(MAX_MEMBER, _RATIO * len(source.data)))
    return Budget(path=source.path, bytes_left=most, members_left=MAX_MEMBERS)


def too_deep(source: Source) -> LimitError:
    """Return the error of an archive that lies too deep in others."""
    problem = f"压缩包层层嵌套超过 {MAX_DEPTH} 层"
    return LimitError(path=source.path, member=source.member, problem=problem, remedy=_REMEDY)
