"""Help and usage errors in Vietnamese: typer's own words are English and its errors several lines long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP_WORDS = (
    ("Show this message and exit.", "Hiện hướng dẫn này."),
    ("Usage:", "Cách dùng:"),
    ("[OPTIONS] COMMAND [ARGS]...", "LỆNH [THAM SỐ]..."),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("Arguments:", "Tham số:"),
    ("Options:", "Tùy chọn:"),
    ("Commands:", "Lệnh:"),
    ("[required]", "[bắt buộc]"),
    ("; required]", "; bắt buộc]"),
    ("[default: ", "[mặc định: "),
)
_ARGUMENT = re.compile(r"\{([^{}\n]+)\}")
"""How recent typer writes a required argument; others write it bare."""
_TYPE_NAME = re.compile(r" <[a-z ]+>(?=\s)")
_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def in_vietnamese(help_text: str) -> str:
    """The help page with typer's own words put into Vietnamese."""
    for english, vietnamese in _HELP_WORDS:
        help_text = help_text.replace(english, vietnamese)
    return _TYPE_NAME.sub(lambda found: " " * len(found[0]), _ARGUMENT.sub(r"\1", help_text))


class Command(TyperCommand):
    """A command whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_vietnamese(super().get_help(ctx))


def usage_error(error: Any, commands: Iterable[str]) -> str:
    """One line for a command typed wrongly. `error` is click's UsageError, `commands` what one may type."""
    from kdcl_xl.text.similar import did_you_mean

    context, kind = error.ctx, type(error).__name__
    path = context.command_path if context is not None else "kdcl"
    more = f"Xem {path} --help."
    known: list[str] = []
    if kind == "MissingParameter":
        return f"Còn thiếu {_parameter(error)}. {more}"
    if kind == "NoSuchOption":
        word, what = error.option_name, "tùy chọn"
        known = [name for parameter in context.command.params for name in parameter.opts] if context else []
    elif kind == "BadParameter":
        return f"{_parameter(error).capitalize()} chưa đúng: {_bad_value(error)} {more}"
    elif "No such command" in error.message:
        word, what, known = _quoted(error.message), "lệnh", list(commands)
    elif "requires an argument" in error.message:
        return f"Tùy chọn {getattr(error, 'option_name', '') or _quoted(error.message)} cần một giá trị đi kèm. {more}"
    elif extra := _EXTRA.search(error.message):
        return f"Thừa tham số “{extra[1]}”. {more}"
    else:
        return f"Câu lệnh chưa đúng ({_quoted(error.message) or error.message}). {more}"
    return f"Không có {what} “{word}”.{did_you_mean(word, known, code=True)} {more}"


def _parameter(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return "tham số"
    if parameter.param_type_name == "option":
        return f"tùy chọn {parameter.opts[0]}"
    return f"tham số {parameter.metavar or parameter.name.upper()}"


def _bad_value(error: Any) -> str:
    """What is wrong with a value: click names it and, for a choice, what one may type."""
    value, *choices = [one or other for one, other in _QUOTED.findall(error.message)] or [""]
    if not choices:
        return " ".join(filter(None, (value and f"“{value}”.", getattr(error.param, "help", ""))))
    from kdcl_xl.text.similar import did_you_mean

    return f"“{value}”.{did_you_mean(value, choices, code=True)} Dùng một trong: {', '.join(choices)}."


def _quoted(message: str) -> str:
    found = _QUOTED.search(message)
    return (found[1] or found[2] or "") if found else ""
