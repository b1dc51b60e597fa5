"""kdcl_xl: workbooks for school quality accreditation in Vietnam."""

__version__ = "0.1.0"
