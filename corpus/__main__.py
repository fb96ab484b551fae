"""``python -m corpus``: makes disclosures of invented bodies, with what is true of them."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

_MEGA: Final = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    given = _parser().parse_args(arguments)
    return int(given.run(given))


def _parser() -> ArgumentParser:
    from corpus.making import FORMATS, USUAL

    parser = ArgumentParser(prog="python -m corpus", description="虚构单位的决算公开：生成文档、标准答案和清单")
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make", help="生成没有错误的文档")
    make.add_argument("folder", type=Path, help="写到哪个目录")
    make.add_argument("--clean", type=int, default=100, help="多少篇")
    make.add_argument("--seed", type=int, default=0, help="种子；同一个种子得到逐字节相同的文件")
    make.add_argument("--formats", nargs="+", choices=tuple(FORMATS), default=USUAL, help="轮流使用的格式")
    make.add_argument("--forms", nargs="+", default=(), help="只用这些表式")
    make.set_defaults(run=_make)
    same = commands.add_parser("overlap", help="量一量各篇的句子有多少相同")
    same.add_argument("--clean", type=int, default=100, help="多少篇")
    same.add_argument("--seed", type=int, default=0, help="种子")
    same.set_defaults(run=_overlap)
    return parser


def _make(given: Namespace) -> int:
    from corpus.making import make

    began = time.perf_counter()
    try:
        made = make(given.folder, clean=given.clean, seed=given.seed, formats=given.formats, forms=given.forms)
    except (FileExistsError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{made.documents} 篇，{made.files} 个文件，{made.figures} 个数，"
        f"{made.bytes / _MEGA:.1f} MB，用时 {seconds:.1f} 秒\n"
    )
    return 0


def _overlap(given: Namespace) -> int:
    from corpus.making import drawn
    from corpus.voices.overlap import overlap

    own = [drawn(given.seed, number) for number in range(given.clean)]
    found = overlap([one.manuscript for one in own], names=[one.books.name for one in own])
    sys.stdout.write(
        f"{given.clean} 篇，{found.sentences} 句，去掉数字和单位名称后 {found.skeletons} 种；"
        f"与任何一篇相同的句子占 {found.shared:.1%}，与另一篇(平均)相同的占 {found.pairs:.1%}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
