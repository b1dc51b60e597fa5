"""Old fonts are found by columns and shown, never repaired; nothing else is taken for them (case 12)."""

import random
from collections.abc import Callable

import pytest
from viparse.normalize.encodings import CHARMAPS

from kdcl_xl.text.legacy import detect

ENCODINGS = ["TCVN3", "VNI", "VISCII"]
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Dương", "Lý", "Võ"]
MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Ngọc", "Thu", "Xuân", "Hồng", "Quốc"]
GIVEN = [
    "Châu",
    "Dũng",
    "Hà",
    "Hạnh",
    "Hương",
    "Khánh",
    "Lan",
    "Mai",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Thảo",
    "Tuấn",
    "Vân",
    "Yến",
    "Phượng",
    "Thủy",
    "Đạt",
]


def encoder(encoding: str) -> Callable[[str], str]:
    table: dict[str, str] = {}
    for legacy, letter in CHARMAPS[encoding.lower()].pairs:
        table.setdefault(letter, legacy)
    return lambda text: "".join(table.get(letter, letter) for letter in text)


def people(count: int, seed: int = 1) -> list[str]:
    pick = random.Random(seed).choice
    return [f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}" for _ in range(count)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", range(5))
def test_a_column_of_names_is_recognised(encoding: str, seed: int) -> None:
    names = people(25, seed)
    found = detect([encoder(encoding)(name) for name in names])
    assert found is not None
    assert found.name == encoding
    assert found.preview == names[found.cells[0]]
    assert found.raw == encoder(encoding)(found.preview)


def test_upper_case_fonts_are_shown_in_capitals() -> None:
    found = detect(["CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "§éc lËp - Tù do - H¹nh phóc"])
    assert found is not None
    assert (found.name, found.cells) == ("TCVN3", (0, 1))
    assert found.preview == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert ".VnTime" in found.fonts


def test_vni_whose_marks_are_all_vietnamese_letters_is_still_seen() -> None:
    found = detect(["Nguyeãn Vaên Taâm", "Traàn Coâng Minh"])
    assert found is not None
    assert found.preview == "Nguyễn Văn Tâm"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_ten_pasted_rows_among_two_hundred_good_ones_are_pointed_at(encoding: str) -> None:
    good, pasted = people(200), people(10, seed=2)
    found = detect([*good, *map(encoder(encoding), pasted)])
    assert found is not None
    assert found.name == encoding
    assert min(found.cells) >= len(good)


def test_abbreviations_do_not_hide_it() -> None:
    text = "Phòng GDĐT, UBND huyện, QĐ thành lập trường, KĐCL cấp độ đầu, HĐTĐG nhà trường"
    found = detect([encoder("TCVN3")(text)])
    assert found is not None
    assert found.preview == text


FOREIGN = {
    "French": "Éléonore Noël Anaïs Zoë Loïc Joël Raphaël Gaël Chloë François Françoise Benoît Jérôme Théo "
    "Cédric Solène Hélène Besançon Alençon Nîmes Mâcon élève collège école maître naïve maïs sœur forêt",
    "German": "Müller Schröder Jürgen Günther Björn Jörg Käthe Köln München Düsseldorf Lübeck Straße Groß "
    "Weiß Schäfer König Krüger Jäger Köhler Böhm Größe für über Schüler Prüfung Lösung schön Tür Zürich",
    "Spanish": "Peña Muñoz Núñez Ibáñez Ordóñez mañana niño niña año Begoña señor España compañía uña",
    "Nordic": "Sørensen Jørgen Øystein Bjørn Åse Håkan Åke Pål Gård Århus Malmö Göteborg Örebro Bø Tø Sø Ærø",
    "Portuguese": "João São Conceição Gonçalves Magalhães Simões Bragança França lição coração irmão mãe",
    "Turkish": "Gökhan Özgür Ümit Çağlar Şükrü Gülşen Ömer Yücel Öztürk Kılıç Çelik",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_foreign_names_are_left_alone(language: str) -> None:
    words = FOREIGN[language].split()
    assert detect(words) is None
    assert detect([*people(50), *words]) is None


@pytest.mark.parametrize(
    "column",
    [
        [],
        ["", " "],
        people(300),
        ["[H1-1.1-01]", "079123456789", "co.giao@truong.edu.vn", "https://example.vn/a?b=1"],
        [
            "m²",
            "25 m²/HS",
            "≥ 80 %",
            "30°C",
            "5×6",
            "±2",
            "½ buổi",
            "«Trường học hạnh phúc»",
            "§ 5",
            "©",
            "®",
        ],
        ["· Điểm mạnh", "· Điểm yếu", "• Kế hoạch", "– Biện pháp", "µ", "º"],
        ["Khơ-me", "H'Mông", "Y Ñhă Êñuôl", "H'Blă Niê", "K'Brể", "Ê-đê"],
        ["Người học 中文 Ελλάδα Россия ខ្មែរ"],
        ["Trường Quốc tế Việt – Đức", "Hoà Bình", "HOÀ BÌNH", "KĐCLGD", "Lớp 9A"],
    ],
)
def test_ordinary_columns_are_left_alone(column: list[str]) -> None:
    assert detect(column) is None


def test_a_plain_column_of_1500_is_left_alone() -> None:
    assert detect(people(1500)) is None
