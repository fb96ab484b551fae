"""The command ``gouji``: its commands and options; what they do stands in ``gouji.commands``."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support
from pathlib import Path
from typing import Annotated, Final

import typer

from gouji import __version__, chinese, console
from gouji.sweeping import sweeping_seldom

WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130
AUDIT: Final = """审核决算公开,报告矛盾之处。

退出码:0 没有问题;1 有 --fail-on 级别的问题;2 用法不对或没有一份可以审核;3 有的文件没能审核。"""
EXTRACT: Final = "抽取数字、事实、原因和表格;不写 -o 时把事实和原因按 JSONL 写到标准输出。"
EXPLAIN: Final = "说明一条规则:为什么、公式、例子、哪些不算错。"
RULES: Final = "列出全部规则,或试跑自己的规则。"
UsageError: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""The library's error of wrong usage; older versions keep it in another package."""

app = typer.Typer(
    name="gouji",
    help="勾稽:读部门决算公开,核对每一个数字,指出最可能写错的那一个。",
    cls=chinese.Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件或文件夹;文件夹连同其下各级一并处理。")]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="IDS", help="只用这些规则:编号、编号开头、名称或类别,逗号分隔,可重复。"),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="IDS", help="不用这些规则,写法同 --select。")]
Template = Annotated[
    str | None, typer.Option("--template", metavar="NAME", help="指定模板(如 hubei);不指定则自动识别。")
]
Settings = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="设置文件;不指定则从当前文件夹向上找 gouji.toml 或有 [tool.gouji] 的 pyproject.toml。",
    ),
]

Earlier = Annotated[
    list[Path] | None,
    typer.Option("--earlier", metavar="RUN", help="与上次 -o 写出的这个文件夹里的决算跨年核对,不必再给原文件;可重复。"),
]


def _version(*, asked: bool) -> None:
    if asked:
        console.say(f"gouji {__version__}")
        raise typer.Exit


@app.callback()
def gouji(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=lambda value: _version(asked=value), is_eager=True, help="显示版本后退出。"),
    ] = False,
) -> None:
    """The program itself: options that stand before a command."""


@app.command(cls=chinese.Command, help=AUDIT)
def audit(
    paths: Paths,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="RUN", help="把结果和报告写进这个文件夹;再次运行接着上次做。"),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text、json(每份一行)、jsonl(每处问题一行)或 html,可重复;不写 -o 时默认 text,写 -o 时默认全部。",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="同时审核的进程数,默认 1。")
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group",
            metavar="MODE",
            help="哪些文件合为一份:auto 同一单位、同一年度的说明和报表(默认);folder 每个文件夹(或压缩包);none 不合并。",
        ),
    ] = None,
    template: Template = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="LEVEL", help="有这一级或更重的问题时退出码为 1:error(默认)、warning、info 或 never。"
        ),
    ] = None,
    settings: Settings = None,
    earlier: Earlier = None,
) -> None:
    """Audit disclosures and report what contradicts itself."""
    from gouji.commands import auditing

    raise typer.Exit(
        auditing.run(
            paths,
            output=output,
            formats=formats,
            workers=workers,
            template=template,
            group=group,
            select=_listed(select),
            ignore=_listed(ignore),
            fail_on=fail_on,
            settings=settings,
            earlier=earlier or (),
        )
    )


@app.command(cls=chinese.Command, help=EXTRACT)
def extract(
    paths: Paths,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="写进这个文件夹:figures、facts、reasons、cells、documents。"
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="jsonl、csv 或 text(读出的全文);csv 须写 -o。"),
    ] = "jsonl",
    template: Template = None,
    settings: Settings = None,
) -> None:
    """Take out figures, facts, reasons and tables."""
    from gouji.commands import extracting

    raise typer.Exit(extracting.run(paths, output=output, form=form, template=template, settings=settings))


@app.command(cls=chinese.Command, help=EXPLAIN)
def explain(
    rule: Annotated[str, typer.Argument(metavar="ID", help="规则的编号或名称,如 UN01。")],
    *,
    settings: Settings = None,
) -> None:
    """Show the page of one rule."""
    from gouji.commands import catalogue

    raise typer.Exit(catalogue.explain(rule, settings=settings))


@app.command(cls=chinese.Command, help=RULES)
def rules(
    *,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text 或 json。")] = "text",
    settings: Settings = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="FOLDER", help="试跑这个文件夹(或文件)里自己的规则:逐个运行例子。"),
    ] = None,
) -> None:
    """List the rules."""
    from gouji.commands import catalogue

    raise typer.Exit(catalogue.rules(form=form, settings=settings, check=check))


def _listed(values: list[str] | None) -> tuple[str, ...] | None:
    """Return ``["RA01,UN", "TO02"]`` as three names; None stays None."""
    if values is None:
        return None
    return tuple(name.strip() for value in values for name in value.replace(",", ",").split(",") if name.strip())


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    freeze_support()
    console.prepare()
    try:
        with sweeping_seldom():
            return app(arguments, standalone_mode=False, prog_name="gouji") or 0
    except UsageError as error:
        console.tell(chinese.help_text(chinese.message(error.format_message())))  # type: ignore[attr-defined]  # every error of wrong usage formats itself
        return WRONG_USAGE
    except typer.Abort:
        console.tell("已中止。")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
