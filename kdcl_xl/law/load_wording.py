"""An office's official wording of the circular, laid over our own short words.

Two sources: a YAML file `{criteria: {"1.1": {1: {a: text}}}}`, or the circular's own .docx. Nothing is dropped in
silence: what cannot be read stands in `unread`, what does not fit the rule set in `WordingReport`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kdcl_xl.law.regulation import (
    Criterion,
    Indicator,
    Level,
    Question,
    Regulation,
    load,
    regulation_ids,
)
from kdcl_xl.text.file_names import is_by_product
from kdcl_xl.text.normal import tidy


class WordingError(ValueError):
    """A wording file that cannot be read at all. The message is Vietnamese, for the one who chose the file."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A place of the file that was not understood: where, what stands there, why."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordingReport:
    """How a wording fits a rule set."""

    matched: tuple[Question, ...]
    missing: tuple[Question, ...]
    """Questions of the rule set that keep our own words."""
    foreign: tuple[Question, ...]
    """Texts for questions the rule set does not have; they are not used."""
    unread: tuple[Unread, ...]

    def as_lines(self) -> list[str]:
        """The report for people, the summary first."""
        total = len(self.matched) + len(self.missing)
        lines = [f"Nạp được lời văn chính thức cho {len(self.matched)}/{total} nội dung."]
        if self.missing:
            lines.append(f"Chưa có, giữ lời tóm tắt của chương trình: {_list(self.missing)}.")
        if self.foreign:
            lines.append(f"Không thuộc bộ tiêu chuẩn nên không dùng: {_list(self.foreign)}.")
        lines += [f"{place.place}: {place.reason}: “{place.text}”." for place in self.unread]
        return lines


@dataclass(frozen=True, slots=True)
class OfficialWording:
    """The texts of one file by question, and what could not be read in it."""

    texts: Mapping[Question, str]
    unread: tuple[Unread, ...] = ()

    def compare(self, regulation: Regulation) -> WordingReport:
        """How it fits a rule set."""
        known = set(regulation.questions)
        return WordingReport(
            matched=tuple(question for question in regulation.questions if question in self.texts),
            missing=tuple(question for question in regulation.questions if question not in self.texts),
            foreign=tuple(question for question in self.texts if question not in known),
            unread=self.unread,
        )

    def laid_over(self, regulation: Regulation) -> Regulation:
        """The same rule set printing these texts where there is one; `compare` lists those that find no place."""
        fields = {name: getattr(regulation, name) for name in Regulation.model_fields}
        fields["standards"] = tuple(
            standard.model_copy(update={"criteria": self._reworded(standard.criteria)})
            for standard in regulation.standards
        )
        fields["clauses"] = self._reworded(regulation.clauses)
        # Not model_copy: it would carry the cached properties, and with them the old wording, along.
        return Regulation.model_validate(fields)

    def _reworded(self, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        def indicator(criterion: Criterion, level: Level, old: Indicator) -> Indicator:
            text = self.texts.get(Question(criterion.code, level.level, old.label))
            return old.model_copy(update={"official": text}) if text else old

        def reworded(criterion: Criterion, level: Level) -> Level:
            indicators = tuple(indicator(criterion, level, old) for old in level.indicators)
            return level.model_copy(update={"indicators": indicators})

        return tuple(
            criterion.model_copy(
                update={"levels": tuple(reworded(criterion, level) for level in criterion.levels)}
            )
            for criterion in criteria
        )

    def as_yaml(self) -> str:
        """The same texts as a YAML file that `load_official_wording` reads back; for the settings folder."""
        criteria: dict[str, dict[int, dict[str, str]]] = {}
        for (code, level, label), text in self.texts.items():
            criteria.setdefault(code, {}).setdefault(level, {})[label] = text
        return yaml.safe_dump({"criteria": criteria}, allow_unicode=True, sort_keys=False, width=110)


def load_official_wording(path: Path) -> OfficialWording:
    """Read a wording file by its suffix. Raises WordingError when it cannot be read or has no wording at all."""
    readers: dict[str, Callable[[Path], OfficialWording]] = {
        ".yaml": _from_yaml,
        ".yml": _from_yaml,
        ".docx": _from_docx,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise WordingError(
            f"{path.name}: chỉ nạp được tệp .docx hoặc .yaml. Tệp .doc, .pdf xin mở bằng Word rồi lưu thành .docx."
        )
    if not path.is_file():
        raise WordingError(f"{path.name}: không tìm thấy tệp.")
    try:
        wording = reader(path)
    except OSError as error:
        raise WordingError(f"{path.name}: không mở được tệp ({error.strerror or 'lỗi đọc tệp'}).") from error
    if not wording.texts:
        raise WordingError(
            f"{path.name}: không tìm thấy nội dung tiêu chí nào. Tệp cần có các dòng “Tiêu chí 1.1: …”, “Mức 1”, “a) …”."
        )
    return wording


def require_circular(path: Path, regulation: Regulation) -> None:
    """Raise WordingError when a Word file is not the circular of the rule set; YAML is made by hand and means what it says."""
    if path.suffix.lower() != ".docx" or not path.is_file():
        return
    from kdcl_xl.law.wording_docx import why_not_circular

    why = why_not_circular(path, regulation.number)
    if why:
        raise WordingError(
            f"{path.name}: {why}. Lời văn chưa nạp; hãy chọn tệp Word của Thông tư {regulation.number}."
        )


def load_with_wording(regulation_id: str, folder: Path) -> tuple[Regulation, WordingReport | None]:
    """A rule set with the office's wording `folder/<id>.yaml|.yml|.docx`, and how it fits; None when there is none.

    Raises UnknownRegulation, and WordingError also when the folder holds two files for the same rule set.
    """
    regulation = load(regulation_id)
    path = wording_files(folder).get(regulation_id)
    if path is None:
        return regulation, None
    wording = load_official_wording(path)
    return wording.laid_over(regulation), wording.compare(regulation)


def wording_files(folder: Path) -> dict[str, Path]:
    """The wording files of a settings folder by rule set. Raises WordingError for strangers and for doubles."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() not in {".yaml", ".yml", ".docx"} or is_by_product(path.name):
            continue
        if path.stem not in regulation_ids():
            raise WordingError(
                f"{path.name}: tên tệp không phải tên một bộ tiêu chuẩn ({', '.join(regulation_ids())})."
            )
        if path.stem in found:
            raise WordingError(
                f"Bộ tiêu chuẩn {path.stem} có hai tệp lời văn: {found[path.stem].name} và {path.name}. Xin giữ một tệp."
            )
        found[path.stem] = path
    return found


def _lines_of(text: str) -> str:
    """The text tidied line by line, without empty lines."""
    return "\n".join(filter(None, tidy(text, keep_lines=True).split("\n")))


def _from_docx(path: Path) -> OfficialWording:
    from kdcl_xl.law.wording_docx import read_circular

    texts, unread = read_circular(path)
    return OfficialWording(texts, tuple(Unread(*place) for place in unread))


def _from_yaml(path: Path) -> OfficialWording:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WordingError(f"{path.name}: tệp không phải UTF-8. Xin lưu lại với mã UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" ở dòng {mark.line + 1}" if mark else ""
        raise WordingError(f"{path.name}: sai cú pháp YAML{line}.") from error
    criteria = data.get("criteria") if isinstance(data, dict) else None
    if not isinstance(criteria, dict):
        raise WordingError(f"{path.name}: tệp phải có mục “criteria:” chứa các tiêu chí.")
    texts: dict[Question, str] = {}
    unread: list[Unread] = [
        Unread(str(key), str(data[key])[:60], "mục không được dùng") for key in data if key != "criteria"
    ]
    for code, level, label, text, fault in _entries(criteria):
        if fault:
            unread.append(Unread(f"criteria: {code}", str(text)[:60], fault))
        else:
            texts[Question(code, level, label)] = _lines_of(text)
    return OfficialWording(texts, tuple(unread))


def _entries(criteria: dict[Any, Any]) -> Iterator[tuple[str, int, str, str, str]]:
    """Every leaf as (code, level, label, text, fault); a text given for a whole level is the indicator `*`."""
    for code, levels in criteria.items():
        if not isinstance(code, str):
            # YAML reads a bare 1.10 as the number 1.1: no one can tell the two apart any more.
            yield str(code), 0, "", str(levels), 'mã tiêu chí phải đặt trong dấu nháy, như "1.10"'
            continue
        if not isinstance(levels, dict):
            yield code, 0, "", str(levels), "dưới tiêu chí phải là các mức 1:, 2:, 3:"
            continue
        for level, labels in levels.items():
            if not isinstance(level, int) or isinstance(level, bool):
                yield f"{code}, {level}", 0, "", str(labels), "mức phải là số 1, 2, 3 hoặc 4"
                continue
            for label, text in (labels if isinstance(labels, dict) else {"*": labels}).items():
                if not isinstance(label, str):
                    yield f"{code}, {level}", 0, "", str(text), 'nhãn chỉ báo phải là chữ a, b, c hoặc "*"'
                elif not isinstance(text, str) or not text.strip():
                    yield f"{code}, {level}, {label}", 0, "", str(text), "nội dung trống hoặc không phải chữ"
                else:
                    yield code, level, label, text, ""


def _list(questions: tuple[Question, ...]) -> str:
    return "; ".join(
        f"{code} mức {level}" + ("" if label == "*" else f" {label}") for code, level, label in questions
    )
