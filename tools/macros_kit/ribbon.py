"""The tab "KĐCL" of Excel's ribbon, for Excel 2010 and later and, in the older dialect, for Excel 2007."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from kdcl_xl.buttons.registry import Button

CALLBACK = "KDCL_OnAction"
SMALL, LARGE = 16, 32
_SINCE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
_SINCE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
PARTS: Mapping[str, tuple[str, str]] = {
    "customUI/customUI.xml": (
        _SINCE_2007,
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
    "customUI/customUI14.xml": (
        _SINCE_2010,
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
}
"""Part → its namespace and the type of its relationship. Excel 2010 and later take the second and leave the first."""


def ribbon(buttons: Iterable[Button], namespace: str) -> bytes:
    """The XML. Buttons that stand in the templates as well are large; groups come in the order of the registry."""
    root = etree.fromstring(f'<customUI xmlns="{namespace}"/>')
    tabs = etree.SubElement(etree.SubElement(root, f"{{{namespace}}}ribbon"), f"{{{namespace}}}tabs")
    tab = etree.SubElement(tabs, f"{{{namespace}}}tab", id="kdcl", label="KĐCL", insertAfterMso="TabHome")
    groups: dict[str, etree._Element] = {}
    for button in buttons:
        if button.group not in groups:
            groups[button.group] = etree.SubElement(
                tab, f"{{{namespace}}}group", id=f"kdcl-{len(groups) + 1}", label=button.group
            )
        etree.SubElement(
            groups[button.group],
            f"{{{namespace}}}button",
            id=f"kdcl-{button.id}",
            label=button.label,
            size="large" if button.in_sheet else "normal",
            image=image_of(button),
            onAction=CALLBACK,
            tag=button.id,
            screentip=button.label,
            supertip=button.tip,
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True)


def image_of(button: Button) -> str:
    """Name of the picture, which is also the id of its relationship: `kiem-tra-32`."""
    return f"{button.icon}-{LARGE if button.in_sheet else SMALL}"


def images(buttons: Iterable[Button]) -> list[str]:
    """Every picture of the ribbon once."""
    return list(dict.fromkeys(map(image_of, buttons)))
