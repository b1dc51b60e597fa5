"""Law as dated data: rule sets in YAML, and the engines that interpret them."""

from kdcl_xl.law.regulation import Regulation, UnknownRegulation, in_force, load, regulation_ids

__all__ = ["Regulation", "UnknownRegulation", "in_force", "load", "regulation_ids"]
