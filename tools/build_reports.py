"""Build the Word templates of `reports/`; same script, same bytes.

    python tools/build_reports.py [FOLDER]

The templates are ordinary Word files: an office copies one into its own folder and changes it there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from reports_kit import (  # noqa: E402
    criterion_form,
    disclosure,
    house,
    letters,
    periodic,
    report_2018,
    report_2026,
    review_planning,
    review_planning_dossiers,
    review_planning_inspections,
    review_planning_panels,
    review_results,
    review_results_certificates,
    review_results_papers,
    review_results_yearly,
    review_team,
    school_letters,
    school_plans,
    supplement,
)

from kdcl_xl.documents.package import repack  # noqa: E402
from tools.target_folder import target_folder  # noqa: E402

TEMPLATES: dict[str, Callable[[], Any]] = {
    "bao-cao-tu-danh-gia-2018": report_2018.report,
    "bao-cao-tu-danh-gia-2026": report_2026.report,
    "phieu-danh-gia-tieu-chi": criterion_form.criterion_form,
    "quyet-dinh-hoi-dong-tdg": school_letters.decision,
    "giay-moi-hop-hoi-dong": school_letters.invitation,
    "bien-ban-hop-hoi-dong": school_letters.minutes,
    "cong-van-nop-ho-so": school_letters.cover_letter,
    "thong-bao-ket-qua-tdg": school_letters.notice,
    "to-trinh-dgn": school_letters.petition,
    "ke-hoach-tu-danh-gia": school_plans.plan,
    "danh-muc-minh-chung-2018": school_plans.evidence_2018,
    "danh-muc-minh-chung-2026": school_plans.evidence_2026,
    "ke-hoach-cai-tien-2018": school_plans.improvement_2018,
    "ke-hoach-cai-tien-2026": school_plans.improvement_2026,
    "bao-cao-cai-tien": school_plans.improvement_report,
    "bao-cao-tong-hop-kdcl": letters.consolidated_report,
    "cong-van-don-doc": letters.reminder_letter,
    "cong-van-yeu-cau-bo-sung": supplement.letter,
    "bieu-mau-cong-khai": disclosure.forms,
    "bao-cao-thuong-nien": disclosure.annual_report,
    "bao-cao-cong-khai": disclosure.office_report,
    "bao-cao-dinh-ky-kdcl": periodic.periodic_report,
    "bao-cao-phoi-van-bang": periodic.blank_report,
    "ke-hoach-kdcl": review_planning.year_plan,
    "quyet-dinh-to-tham-dinh": review_planning_dossiers.decision,
    "phieu-tham-dinh-ho-so": review_planning_dossiers.slip,
    "bien-ban-tham-dinh-ho-so": review_planning_dossiers.minutes,
    "to-trinh-so-dgn": review_planning_dossiers.petition,
    "quyet-dinh-doan-dgn": review_planning_panels.decision,
    "cong-van-lay-y-kien": review_planning_panels.opinion,
    "cong-van-dieu-dong": review_planning_panels.call,
    "ke-hoach-kiem-tra": review_planning_inspections.plan,
    "bien-ban-kiem-tra": review_planning_inspections.minutes,
    "thong-bao-ket-luan-kiem-tra": review_planning_inspections.conclusion,
    "du-toan-dgn": review_planning_inspections.costs,
    "bao-cao-danh-gia-ngoai": review_results.report,
    "quyet-dinh-cong-nhan-cqg-2026": review_results_papers.standard,
    "quyet-dinh-cong-nhan-cqg-2018": review_results_papers.provincial,
    "quyet-dinh-cong-nhan-kdclgd": review_results_papers.accreditation,
    "to-trinh-ubnd-cqg": review_results_papers.petition,
    "quyet-dinh-hoi-dong-tham-dinh": review_results_papers.formation,
    "bien-ban-hop-hoi-dong-tham-dinh": review_results_papers.minutes,
    "thong-bao-ket-qua-tham-dinh": review_results_papers.notice,
    "bao-cao-so-bo": review_team.preliminary,
    "bao-cao-nghien-cuu-ho-so": review_team.dossier,
    "bien-ban-khao-sat-so-bo": review_team.minutes,
    "phieu-danh-gia-ngoai": review_team.criterion_form,
    "giay-chung-nhan-kdclgd": review_results_certificates.accreditation,
    "bang-cong-nhan-cqg": review_results_certificates.standard,
    "bao-cao-theo-doi-cai-tien": review_results_yearly.improvement_report,
    "ke-hoach-truong-chuan": review_results_yearly.building_plan,
    "bao-cao-tong-ket-dgn": review_results_yearly.year_report,
}


def build(folder: Path) -> None:
    """Write every template into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, make in TEMPLATES.items():
        (folder / f"{code}.docx").write_bytes(repack(house.to_bytes(make())))


if __name__ == "__main__":
    build(target_folder(__doc__ or "", ROOT / "reports"))
