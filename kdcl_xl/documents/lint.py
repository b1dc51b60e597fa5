"""Which names a template uses that its data does not have: all of them at once, before anything is printed."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import nodes
from pydantic import BaseModel

from kdcl_xl.documents.environment import names_of
from kdcl_xl.text.similar import closest

_SAME_ITEMS = {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE_ITEM = {"first", "last", "min", "max", "random"}
_FORBIDDEN_NODES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name a tag asks for and the data does not have; `line` is the line of the numbered source."""

    line: int
    name: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is known about a value: a model, a sequence of something, or nothing."""

    model: type[BaseModel] | None = None
    item: _Shape | None = None


_ANYTHING = _Shape()


def forbidden_lines(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Tags that reach for private names or other files: (line, what). They are refused unrendered."""
    for node in tree.find_all(_FORBIDDEN_NODES):
        yield node.lineno, type(node).__name__.lower()
    for attribute in tree.find_all(nodes.Getattr):
        if attribute.attr.startswith("_"):
            yield attribute.lineno, attribute.attr
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and str(item.arg.value).startswith("_"):
            yield item.lineno, str(item.arg.value)
    for used in tree.find_all(nodes.Filter):
        if used.name == "attr":
            yield used.lineno, "attr"


def unknown_names(
    tree: nodes.Template, model: type[BaseModel], globals_: typing.Iterable[str]
) -> list[UnknownName]:
    """Every name of the template that neither the model nor the template itself defines."""
    scope = dict.fromkeys(globals_, _ANYTHING) | _fields(model)
    return list(_visit(tree, scope))


Scope = dict[str, _Shape]


def _visit(node: nodes.Node, scope: Scope) -> Iterator[UnknownName]:
    special = _VISITORS.get(type(node))
    if special:
        yield from special(node, scope)
        return
    for child in node.iter_child_nodes():
        yield from _visit(child, scope)


def _visit_name(node: nodes.Name, scope: Scope) -> Iterator[UnknownName]:
    if node.ctx == "load" and node.name not in scope:
        yield UnknownName(node.lineno, node.name, tuple(closest(node.name, sorted(scope))))


def _visit_getattr(node: nodes.Getattr, scope: Scope) -> Iterator[UnknownName]:
    yield from _visit(node.node, scope)
    owner = _shape(node.node, scope).model
    if owner and node.attr not in names_of(owner):
        yield UnknownName(node.lineno, _written(node), tuple(closest(node.attr, sorted(names_of(owner)))))


def _visit_for(node: nodes.For, scope: Scope) -> Iterator[UnknownName]:
    yield from _visit(node.iter, scope)
    inner = scope | {"loop": _ANYTHING} | _bind(node.target, _shape(node.iter, scope).item or _ANYTHING)
    if node.test:
        yield from _visit(node.test, inner)
    for child in node.body:
        yield from _visit(child, inner)
    for child in node.else_:
        yield from _visit(child, scope)


def _visit_assign(node: nodes.Assign | nodes.AssignBlock, scope: Scope) -> Iterator[UnknownName]:
    if isinstance(node, nodes.Assign):
        yield from _visit(node.node, scope)
        scope.update(_bind(node.target, _shape(node.node, scope)))
    else:
        for child in node.body:
            yield from _visit(child, dict(scope))
        scope.update(_bind(node.target, _ANYTHING))


def _visit_macro(node: nodes.Macro | nodes.CallBlock, scope: Scope) -> Iterator[UnknownName]:
    if isinstance(node, nodes.Macro):
        scope[node.name] = _ANYTHING
    else:
        yield from _visit(node.call, scope)
    inner = scope | dict.fromkeys(("caller", "varargs", "kwargs"), _ANYTHING)
    for argument in node.args:
        inner |= _bind(argument, _ANYTHING)
    for child in (*node.defaults, *node.body):
        yield from _visit(child, inner)


def _visit_with(node: nodes.With, scope: Scope) -> Iterator[UnknownName]:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        yield from _visit(value, scope)
        inner |= _bind(target, _shape(value, scope))
    for child in node.body:
        yield from _visit(child, inner)


def _visit_forgiving(node: nodes.Test | nodes.Filter, scope: Scope) -> Iterator[UnknownName]:
    """`x is defined` and `x|default(…)` may ask for what is not there."""
    forgiving = {"defined", "undefined"} if isinstance(node, nodes.Test) else {"default", "d"}
    for child in node.iter_child_nodes():
        if not (node.name in forgiving and child is node.node):
            yield from _visit(child, scope)


_VISITORS: dict[type[nodes.Node], Callable[..., Iterator[UnknownName]]] = {
    nodes.Name: _visit_name,
    nodes.Getattr: _visit_getattr,
    nodes.For: _visit_for,
    nodes.Assign: _visit_assign,
    nodes.AssignBlock: _visit_assign,
    nodes.Macro: _visit_macro,
    nodes.CallBlock: _visit_macro,
    nodes.With: _visit_with,
    nodes.Test: _visit_forgiving,
    nodes.Filter: _visit_forgiving,
}


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_written(node.node)}[…]"
    return node.name if isinstance(node, nodes.Name) else "…"


def _bind(target: nodes.Node, shape: _Shape) -> Scope:
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    return {name.name: _ANYTHING for name in target.find_all(nodes.Name)}


def _shape(node: nodes.Node | None, scope: Scope) -> _Shape:
    if isinstance(node, nodes.Name):
        return scope.get(node.name, _ANYTHING)
    if isinstance(node, nodes.Getattr):
        owner = _shape(node.node, scope).model
        return _fields(owner).get(node.attr, _ANYTHING) if owner else _ANYTHING
    if isinstance(node, nodes.Getitem):
        owner_shape = _shape(node.node, scope)
        return owner_shape if isinstance(node.arg, nodes.Slice) else owner_shape.item or _ANYTHING
    if isinstance(node, nodes.Filter):
        inner = _shape(node.node, scope)
        if node.name in _SAME_ITEMS:
            return inner
        if node.name in _ONE_ITEM:
            return inner.item or _ANYTHING
        if node.name in ("batch", "slice"):
            return _Shape(item=inner)
    return _ANYTHING


@cache
def _fields(model: type[BaseModel]) -> Scope:
    shapes = {}
    for name in names_of(model):
        if name in model.model_fields:
            shapes[name] = _from_annotation(model.model_fields[name].annotation)
        else:
            member = getattr(model, name)
            getter = getattr(member, "fget", None) or member.func
            shapes[name] = _from_annotation(typing.get_type_hints(getter).get("return"))
    return shapes


def _from_annotation(annotation: object) -> _Shape:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _Shape(model=annotation)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _from_annotation(arguments[0])
    if origin in (typing.Union, types.UnionType):
        kinds = [argument for argument in arguments if argument is not type(None)]
        return _from_annotation(kinds[0]) if len(kinds) == 1 else _ANYTHING
    if isinstance(origin, type) and issubclass(origin, Sequence) and arguments:
        return _Shape(item=_from_annotation(arguments[0]))
    return _ANYTHING
