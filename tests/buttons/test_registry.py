"""The registry: what every host reads."""

import importlib
import inspect
import re
import unicodedata

import pytest

from kdcl_xl.buttons import registry
from kdcl_xl.buttons.registry import Kind, Needs, button, buttons, questions
from kdcl_xl.workbook.plan import Plan

GROUPS = ["Kiểm tra", "Sổ", "Nhóm công tác", "Văn bản", "Phòng/Sở", "Trợ giúp"]
IDS = [
    "kiem-tra-dang-lam", "kiem-tra", "xoa-dau", "loi-ke-tiep", "tinh-muc",
    "khoi-phuc-dinh-dang", "hoan-tac", "mo-mau-nam-sau", "dong-goi",
    "chia-nhom", "ghep-phan", "danh-so-minh-chung",
    "lap-bao-cao", "xuat-van-ban",
    "tong-hop", "tinh-trang",
    "tro-giup", "thong-tin",
]  # fmt: skip


def test_the_buttons_in_the_order_of_the_ribbon() -> None:
    assert list(buttons()) == IDS
    assert list(dict.fromkeys(each.group for each in buttons().values())) == GROUPS
    groups = [each.group for each in buttons().values()]
    assert groups == sorted(groups, key=GROUPS.index)


def test_ids_and_macros_are_ascii_and_unique() -> None:
    macros = [each.macro for each in buttons().values()]
    assert len(set(macros)) == len(macros)
    for each in buttons().values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.id)
        assert re.fullmatch(r"KDCL_[A-Za-z]{1,40}", each.macro)
        assert re.fullmatch(r"[a-z-]+", each.icon)
    assert buttons()["mo-mau-nam-sau"].macro == "KDCL_MoMauNamSau"


def test_every_text_is_vietnamese_nfc_and_a_tip_is_a_sentence() -> None:
    tips = [each.tip for each in buttons().values()]
    assert len(set(tips)) == len(tips)
    for each in buttons().values():
        texts = [each.label, each.tip, each.group, *(ask.prompt for ask in questions(each, None))]
        assert all(unicodedata.is_normalized("NFC", text) for text in texts)
        assert len(each.label) <= 30
        assert each.tip.endswith(".")
        assert each.tip[0].isupper()


def test_questions_are_complete() -> None:
    for each in buttons().values():
        asks = questions(each, None)
        assert len({ask.key for ask in asks}) == len(asks)
        for ask in asks:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", ask.key)
            assert bool(ask.choices) == (ask.kind is Kind.CHOICE)


def test_what_each_button_needs() -> None:
    needs = {each.id: each.needs for each in buttons().values()}
    assert {id_ for id_, need in needs.items() if need is Needs.NOTHING} == {
        "tong-hop",
        "tro-giup",
        "thong-tin",
    }
    assert {id_ for id_, need in needs.items() if need is Needs.FILE} == {
        "mo-mau-nam-sau", "dong-goi", "chia-nhom", "ghep-phan", "lap-bao-cao", "xuat-van-ban",
    }  # fmt: skip
    assert {each.id for each in buttons().values() if each.long} == {"tong-hop", "xuat-van-ban"}


def test_every_module_of_the_package_that_registers_is_named() -> None:
    for area in registry._AREAS:
        module = importlib.import_module(f"kdcl_xl.buttons.{area}")
        assert "@button(" in inspect.getsource(module)
    acts = {each.act.__module__.rpartition(".")[2] for each in buttons().values()}
    assert acts == set(registry._AREAS)


def test_an_id_is_given_once() -> None:
    with pytest.raises(ValueError, match="two buttons are called kiem-tra"):
        button("kiem-tra", "x", "x", group="x", icon="x")(lambda _press: Plan(message=""))
