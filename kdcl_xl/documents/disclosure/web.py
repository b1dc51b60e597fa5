"""The same figures as one page for the school's website: one file, no scripts, nothing loaded from elsewhere.

Text is escaped by Jinja; the page has headings, captions and header cells for screen readers, and prints on A4.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

from kdcl_xl.documents.bodies import UNNAMED_SCHOOL
from kdcl_xl.documents.disclosure.content import disclosure_content
from kdcl_xl.documents.disclosure.school import body_above
from kdcl_xl.documents.disclosure_context import DisclosureContent
from kdcl_xl.documents.environment import paragraphs
from kdcl_xl.forms.disclosure import Discloser
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.workbook.snapshot import Submission


def disclosure_page(submission: Submission, on: dt.date) -> bytes:
    """The page of one workbook `cong-khai`, UTF-8; `on` is the day of printing."""
    own = submission.fields(Discloser)
    body = body_above(own, on)
    return page_of(disclosure_content(submission, on), own.name or UNNAMED_SCHOOL, body.full if body else "")


def page_of(content: DisclosureContent, school: str, parent_body: str) -> bytes:
    """The page of what a school publishes."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["paragraphs"] = paragraphs
    template = (files("kdcl_xl.documents.disclosure") / "page.html").read_text(encoding="utf-8")
    printed = environment.from_string(template).render(
        c=content, school=school, parent_body=parent_body, law=disclosure_law()
    )
    return printed.encode()
