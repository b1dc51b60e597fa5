"""Tables of contents in PDF: LibreOffice converts them as they were saved, unless a macro updates them first."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_TOC = re.compile(rb"<w:instrText[^>]*>\s*TOC\b")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Kdcl" script:language="StarBasic">
Sub ToPdf(listUrl As String)
  Dim oFiles, oLines
  On Error Goto Finished
  oFiles = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  oLines = CreateUnoService("com.sun.star.io.TextInputStream")
  oLines.setInputStream(oFiles.openFileRead(listUrl))
  oLines.setEncoding("UTF-8")
  Do While Not oLines.isEOF()
    ConvertOne(Join(Split(oLines.readLine(), Chr(10)), ""))
  Loop
Finished:
  StarDesktop.terminate()
End Sub

Sub ConvertOne(url As String)
  Dim hidden(1) As New com.sun.star.beans.PropertyValue
  Dim target(0) As New com.sun.star.beans.PropertyValue
  Dim oDoc, i As Long
  On Error Goto Failed
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  hidden(1).Name = "MacroExecutionMode" : hidden(1).Value = 0
  target(0).Name = "FilterName" : target(0).Value = "writer_pdf_Export"
  oDoc = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
  For i = 0 To oDoc.getDocumentIndexes().getCount() - 1
    oDoc.getDocumentIndexes().getByIndex(i).update()
  Next i
  oDoc.storeToURL(Left(url, Len(url) - 5) &amp; ".pdf", target())
  oDoc.close(True)
Failed:
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Kdcl"/>
</library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
"""


def has_contents(file: Path) -> bool:
    """Whether a Word file holds a table of contents."""
    if file.suffix != ".docx" or not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        return "word/document.xml" in names and _TOC.search(package.read("word/document.xml")) is not None


def prepare(profile: Path, files: list[Path]) -> str:
    """Put the macro into our own LibreOffice profile; the argument that runs it on the files."""
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Kdcl.xba").write_text(_MODULE, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    names = profile / "files.txt"
    names.write_text("".join(f"{file.as_uri()}\n" for file in files), encoding="utf-8")
    return f"macro:///Standard.Kdcl.ToPdf({names.as_uri()})"
