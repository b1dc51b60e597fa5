"""Settings: what offices set differently. Built-in values, then the user's file, then the office's.

Every value that stands for a deadline or a number of the law names its source; those without one are
practice, not law, and are marked so in the built-in comments. The hash of the effective settings is
written into every output.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

if TYPE_CHECKING:
    from kdcl_xl.law.regulation import Regulation


class SettingsError(ValueError):
    """A settings file that cannot be used; the text is for the user."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Registration(_Part):
    """[dang-ky] Registration for external review or recognition."""

    dossier_days_before_visit: int = Field(45, alias="ho-so-truoc-ngay")
    """Practice of Quận 7 (KH 1402/KH-GDĐT, 04/9/2024), not law."""
    letters: int = Field(2, alias="so-cong-van")
    reports: int = Field(1, alias="so-bao-cao")
    years_between_grades: int = Field(2, alias="nam-giua-hai-muc-do")
    """Unverified under 2018; khoản 4 Điều 19 TT 57/2026."""


class Figures(_Part):
    """[so-lieu] Statistics."""

    jump_percent: int = Field(50, alias="bien-dong-phan-tram")
    """Year-on-year change above which a figure is questioned. Practice."""
    jump_least: int = Field(20, alias="bien-dong-toi-thieu")
    """… and only when it changed by at least so many units. Practice."""
    class_size: dict[str, int] = Field(
        {"tieu_hoc": 35, "thcs": 45, "thpt": 45, "nhieu_cap": 45}, alias="si-so-toi-da"
    )
    """Pupils a class, school charters; unverified here."""
    land_per_pupil: dict[str, float] = Field(
        {"mam_non": 12, "tieu_hoc": 10, "thcs": 10, "thpt": 10}, alias="dien-tich-hoc-sinh"
    )
    """m² of land a pupil; unverified here (TT 13/2020)."""


class Consolidation(_Part):
    """[tong-hop] Consolidation and its warnings."""

    expiry_months: int = Field(12, alias="canh-bao-het-han-thang")
    """Certificates that end within so many months are listed. Practice."""
    targets: dict[str, float] = Field(default_factory=dict, alias="chi-tieu")
    """Kind of school (or "chung") → share in percent the unit has set itself."""
    report_due: str = Field("", alias="han-nop")
    """dd/mm/yyyy by which schools should have sent; printed in reminders."""
    supplement_due: str = Field("", alias="han-bo-sung")
    """dd/mm/yyyy by which schools should have completed what they sent; printed in requests to complete."""
    per_level: bool = Field(False, alias="moi-cap-hoc-mot-ban")
    """A school of several levels of schooling sends one workbook for each, and the lowest level counts for it.

    An unverified reading of TT 57/2026; off: one workbook for the whole school (TT 18/2018 is one set for such schools).
    """


_SYMBOL = r"^([A-ZĐ0-9&]+(-[A-ZĐ0-9&]+)*)?$"
"""Capitals, figures and hyphens without spaces (NĐ 30/2020, Phụ lục I)."""


class Papers(_Part):
    """[van-ban] What an office writes its own way on its papers. Empty: the program proposes something, and says so."""

    report_symbol: str = Field("", alias="ky-hieu-bao-cao", pattern=_SYMBOL)
    """As in "Số: 12/BC-UBND"."""
    letter_symbol: str = Field("", alias="ky-hieu-cong-van", pattern=_SYMBOL)
    """As in "Số: 12/UBND-VHXH"."""
    body_symbol: str = Field("", alias="ky-hieu-don-vi", pattern=_SYMBOL)
    """A school's own, after the kind of the paper: "THCSNTL" as in "Số: 05/KH-THCSNTL"."""
    periodic_addressee: str = Field("", alias="noi-nhan-bao-cao-dinh-ky", max_length=150)
    """After "Kính gửi:" of the reports TT 19/2020/TT-BGDĐT asks for: whom they go to was not compared with its text."""
    made_by: str = Field("", alias="nguoi-lap", max_length=100)
    """Who makes the papers: a person or a desk, sealed into each. Empty: nobody is named."""


class BlankHeadings(_Part):
    """[phoi.ten-cot] How the report on blanks heads its columns: the official form was not at hand (TT 19/2020)."""

    opening: str = Field("Tồn đầu kỳ", alias="ton-dau")
    received: str = Field("Nhận trong kỳ", alias="nhan")
    used: str = Field("Đã sử dụng", alias="su-dung")
    spoiled: str = Field("Hỏng", alias="hong")
    lost: str = Field("Mất", alias="mat")
    returned: str = Field("Nộp trả, hủy", alias="nop-tra")
    remaining: str = Field("Còn lại", alias="con-lai")


class Blanks(_Part):
    """[phoi] Blanks of diplomas and certificates."""

    headings: BlankHeadings = Field(default_factory=lambda: BlankHeadings(), alias="ten-cot")


class ExternalReview(_Part):
    """[danh-gia-ngoai] External review and recognition."""

    terms: dict[str, int | str] = Field(default_factory=dict, alias="moc")
    """Deadlines and numbers this office sets, by the codes of `law/data/danh_gia_ngoai.yaml` (sheet "Mốc, số lượng")."""
    rates: dict[str, float] = Field(default_factory=dict, alias="muc-chi")
    """What a cost sheet pays, in đồng: content → rate. None is shipped: provinces set them."""

    @field_validator("rates", mode="before")
    @classmethod
    def _whole_dong(cls, given: Any) -> Any:
        """ "170.000" and 170.000 read as numbers are 170 đồng: a cost sheet a thousand times too small."""
        if not isinstance(given, dict):
            return given
        for what, rate in given.items():
            if not isinstance(rate, int) or isinstance(rate, bool) or rate < 0:
                raise ValueError(
                    f"mức chi “{what}” phải là số nguyên đồng, không dấu chấm, dấu phẩy, ngoặc kép, ví dụ 170000"
                )
        return given

    @field_validator("terms")
    @classmethod
    def _usable(cls, given: dict[str, int | str]) -> dict[str, int | str]:
        """A code that no term has, or a value that cannot be read, would change nothing without a word."""
        if not given:
            return given
        from kdcl_xl.law.external_review import review_law

        terms = {term.id: term for term in review_law().terms}
        read: dict[str, int | str] = {}
        for code, value in given.items():
            if code not in terms:
                raise ValueError(f"không có mốc “{code}”; có: {', '.join(sorted(terms))}")
            found = terms[code].read(str(value))
            if found is None:
                raise ValueError(f"“{value}” không dùng được cho {code}; ghi {terms[code].wanted}")
            read[code] = found
        return read


_DOSSIER = {
    "ho_so_truoc_ngay": "dossier_days_before_visit",
    "so_cong_van": "letters",
    "so_bao_cao": "reports",
}
"""Terms of an external review that [dang-ky] names as well."""
BY_OFFICE = "theo thiết lập của cơ quan quản lý"
"""Cited instead of an article for what an office decided itself."""


class Settings(_Part):
    """All settings in effect."""

    registration: Registration = Field(default_factory=lambda: Registration(), alias="dang-ky")
    figures: Figures = Field(default_factory=lambda: Figures(), alias="so-lieu")
    consolidation: Consolidation = Field(default_factory=lambda: Consolidation(), alias="tong-hop")
    papers: Papers = Field(default_factory=lambda: Papers(), alias="van-ban")
    blanks: Blanks = Field(default_factory=lambda: Blanks(), alias="phoi")
    external_review: ExternalReview = Field(default_factory=lambda: ExternalReview(), alias="danh-gia-ngoai")

    @property
    def dossier(self) -> Registration:
        """[dang-ky] under [danh-gia-ngoai.moc]: what an office sets once holds for its schools' own checks as well."""
        terms = self.external_review.terms
        own = {field: int(terms[code]) for code, field in _DOSSIER.items() if code in terms}
        return self.registration.model_copy(update=own) if own else self.registration

    def in_effect(self, rules: Regulation) -> Regulation:
        """A rule set with the deadlines and numbers this office set in [danh-gia-ngoai.moc] instead of the circular's.

        Only where the circular has one at all: no duty is made up. What is the office's own is cited as such.
        """
        from kdcl_xl.law.sourced import Confidence

        terms = self.external_review.terms
        changed: dict[str, Any] = {}
        for code, part, field, read in (
            ("dang_ky_lai_thang", "validity", "register_months_before", int),
            ("phe_duyet_truoc", "council", "report_due", str),
            ("ra_soat_lan", "improvement", "reviews_per_year", int),
        ):
            law = getattr(rules, part)
            given = read(terms[code]) if code in terms else None
            if given is not None and getattr(law, field) and getattr(law, field) != given:
                changed[part] = law.model_copy(
                    update={field: given, "ref": BY_OFFICE, "confidence": Confidence.FOUND}
                )
        return rules.model_copy(update=changed) if changed else rules

    @property
    def digest(self) -> str:
        """Twelve hex digits that change with any setting."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()[:12]


def load_settings(files: Iterable[Path] = ()) -> Settings:
    """Settings from TOML files, later ones over earlier ones. Raises SettingsError naming file and key."""
    merged: dict[str, dict[str, object]] = {}
    for path in files:
        if not path.exists():
            continue
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            Settings.model_validate(data)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"Tệp thiết lập {path.name} không đọc được: {error}") from error
        except ValidationError as error:
            first = error.errors()[0]
            key, ours = ".".join(str(part) for part in first["loc"]), first.get("ctx", {}).get("error")
            why = f": {ours}" if isinstance(ours, ValueError) else ""
            raise SettingsError(f"Tệp thiết lập {path.name}: mục {key} không hợp lệ{why}.") from error
        for section, values in data.items():
            merged.setdefault(section, {}).update(values)
    return Settings.model_validate(merged)
