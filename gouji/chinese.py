"""The command-line library's own words in Chinese: headings of the help and messages of wrong usage."""

from __future__ import annotations

import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

HELP: Final = {
    "Usage: ": "用法:",
    "Arguments:": "参数:",
    "Options:": "选项:",
    "Commands:": "命令:",
    "Show this message and exit.": "显示这份说明后退出。",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[required]": "[必填]",
    "{PATH...}...": "PATH...",
    "{ID}": "ID",
}
TYPE: Final = re.compile(r"^(  [A-Z.]+) <[^>\n]+>", re.MULTILINE)
DEFAULT: Final = re.compile(r"\[default:\s+")

MESSAGES: Final = (
    (re.compile(r"^Missing command\.$"), "缺少命令。"),
    (re.compile(r"^Missing argument '(.+?)'\.?(.*)$", re.DOTALL), r"缺少参数 \1。\2"),
    (re.compile(r"^Missing option '(.+?)'\.?(.*)$", re.DOTALL), r"缺少选项 \1。\2"),
    (re.compile(r"^No such option: (\S+)(?: .*)?$", re.DOTALL), r"没有选项 \1。"),
    (re.compile(r"^No such command '(.+?)'\..*$", re.DOTALL), r"没有命令“\1”。"),
    (re.compile(r"^Got unexpected extra arguments? ?(?:\(s\))? ?\((.+)\)$", re.DOTALL), r"多余的参数:\1。"),
    (re.compile(r"^Option '(.+?)' requires an argument\.$"), r"选项 \1 后面缺少值。"),
    (re.compile(r"^Invalid value for '(.+?)': (.*)$", re.DOTALL), r"\1 的值不对:\2"),
    (re.compile(r"Input should be a valid integer.*$|'[^']*' is not a valid int(eger)?( range)?\.?$"), "须是整数。"),
    (
        re.compile(r"Input should be greater than or equal to (\d+).*$|\S+ is not in the range x>=(\d+)\.?$"),
        r"不能小于 \1\2。",
    ),
)


def help_text(text: str) -> str:
    """Return help with the library's words in Chinese."""
    for english, chinese in HELP.items():
        text = text.replace(english, chinese)
    return DEFAULT.sub("[默认:", TYPE.sub(r"\1", text))


def message(text: str) -> str:
    """Return a message of wrong usage in Chinese; one that is not known stays as it is."""
    for pattern, chinese in MESSAGES:
        text = pattern.sub(chinese, text)
    return text


class Group(TyperGroup):
    """The program: the library's group with its help in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return help_text(super().get_help(ctx))


class Command(TyperCommand):
    """A command: the library's own with its help in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return help_text(super().get_help(ctx))
