"""Build macros/kdcl.oxt, the extension of LibreOffice, from macros/libreoffice/, the registry of buttons and the icons.

Run with `python tools/build_oxt.py`; a test rebuilds it and compares byte by byte. Stored, not deflated: the bytes then do
not depend on the zlib of the machine.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from kdcl_xl import __version__
from kdcl_xl.buttons.registry import Button, buttons

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "macros" / "libreoffice"
ICONS = ROOT / "macros" / "icons"
TARGET = ROOT / "macros" / "kdcl.oxt"
IDENTIFIER = "vn.kdcl.libreoffice"
SERVICE = "vn.kdcl.Nut"
TOOLBAR = "vn.kdcl.thanh"
HOST_MODULES = (
    "uno_actions",
    "uno_cells",
    "uno_formats",
    "uno_requests",
    "uno_result",
    "uno_sheets",
)
"""Of kdcl_xl/ports, copied."""
_SHIM = "pythonpath/kdcl_nut"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REGISTRY = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_CONFIGURATION = "application/vnd.sun.star.configuration-data"
_COMPONENT = "application/vnd.sun.star.uno-component;type=Python"
_REGISTERED = {
    "Addons.xcu": _CONFIGURATION,
    "CalcWindowState.xcu": _CONFIGURATION,
    "OptionsDialog.xcu": _CONFIGURATION,
    "kdcl_component.py": _COMPONENT,
}


def main() -> None:
    """Write the file."""
    TARGET.write_bytes(built())


def built() -> bytes:
    """The extension. The same bytes for the same sources."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(parts().items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return target.getvalue()


def parts() -> dict[str, bytes]:
    """Every file of the extension by its path."""
    registered = list(buttons().values())
    found = {
        path.relative_to(SOURCE).as_posix(): path.read_bytes()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for module in HOST_MODULES:
        found[f"{_SHIM}/{module}.py"] = (ROOT / "kdcl_xl" / "ports" / f"{module}.py").read_bytes()
    for icon in sorted({button.icon for button in registered}):
        for size in (16, 26):
            path = ICONS / f"{icon}-{size}.png"
            found[f"icons/{path.name}"] = path.read_bytes()
    found["Addons.xcu"] = addons(registered).encode()
    found["description.xml"] = description().encode()
    found["META-INF/manifest.xml"] = manifest().encode()
    known = {button.id: {"label": button.label, "needs": button.needs.value} for button in registered}
    found[f"{_SHIM}/buttons.json"] = json.dumps(known, ensure_ascii=False, indent=1).encode()
    return found


def address(button: Button) -> str:
    """What toolbar and menu call."""
    return f"service:{SERVICE}?{button.id}"


def addons(registered: Iterable[Button]) -> str:
    """Toolbar, menu and icons, in the order of the registry, a line between groups."""
    entries = list(_entries(registered))
    return (
        f'{_XML}<oor:component-data {_REGISTRY} oor:name="Addons" oor:package="org.openoffice.Office">\n'
        ' <node oor:name="AddonUI">\n'
        f'  <node oor:name="OfficeMenuBar"><node oor:name="vn.kdcl.menu" oor:op="replace">\n{_title("KĐCL")}'
        f'{_prop("Context", _CALC)}   <node oor:name="Submenu">\n{"".join(_nodes("m", entries, context=False))}   </node>\n'
        "  </node></node>\n"
        f'  <node oor:name="OfficeToolBar"><node oor:name="{TOOLBAR}" oor:op="replace">\n'
        f"{''.join(_nodes('t', entries, context=True))}  </node></node>\n"
        f'  <node oor:name="Images">\n{"".join(map(_image, registered))}  </node>\n'
        " </node>\n</oor:component-data>\n"
    )


def description() -> str:
    """Name and version for the extension manager."""
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:l="http://libreoffice.org/extensions/description/2011">\n'
        f' <identifier value="{IDENTIFIER}"/>\n <version value="{__version__}"/>\n'
        ' <display-name><name lang="vi">KĐCL: sổ kiểm định chất lượng</name><name lang="en">KĐCL</name></display-name>\n'
        ' <publisher><name xlink:href="" lang="vi">kdcl_xl</name></publisher>\n'
        ' <dependencies><l:LibreOffice-minimal-version value="7.0" name="LibreOffice 7.0"/></dependencies>\n'
        "</description>\n"
    )


def manifest() -> str:
    """What LibreOffice registers."""
    entries = "".join(
        f' <manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>\n'
        for name, kind in sorted(_REGISTERED.items())
    )
    namespace = "http://openoffice.org/2001/manifest"
    return f'{_XML}<manifest:manifest xmlns:manifest="{namespace}">\n{entries}</manifest:manifest>\n'


def _entries(registered: Iterable[Button]) -> Iterator[Button | None]:
    """Buttons, None for a line between groups."""
    for number, (_group, members) in enumerate(groupby(registered, key=lambda button: button.group)):
        if number:
            yield None
        yield from members


def _nodes(prefix: str, entries: Iterable[Button | None], *, context: bool) -> Iterator[str]:
    for number, button in enumerate(entries):
        where = _prop("Context", _CALC) if context else ""
        inside = _prop("URL", "private:separator")
        if button is not None:
            inside = f"{_prop('URL', address(button))}{_title(button.label)}{_prop('Target', '_self')}"
        yield f'    <node oor:name="{prefix}{number:02}" oor:op="replace">\n{inside}{where}    </node>\n'


def _image(button: Button) -> str:
    small, big = (f"%origin%/icons/{button.icon}-{size}.png" for size in (16, 26))
    return (
        f'   <node oor:name="vn.kdcl.{button.id}" oor:op="replace">\n{_prop("URL", address(button))}'
        f'    <node oor:name="UserDefinedImages">\n{_prop("ImageSmallURL", small)}{_prop("ImageBigURL", big)}'
        "    </node>\n   </node>\n"
    )


def _prop(name: str, value: str) -> str:
    return f'    <prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>\n'


def _title(text: str) -> str:
    said = escape(text)
    return (
        '    <prop oor:name="Title" oor:type="xs:string">'
        f'<value xml:lang="en-US">{said}</value><value xml:lang="vi">{said}</value></prop>\n'
    )


if __name__ == "__main__":
    main()
