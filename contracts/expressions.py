"""Expressions: conditions and columns that tenants write in config.yaml, in Python's syntax, checked and compiled by Ibis.

Nothing of such a text is ever run: its syntax tree is walked, and what the walk does not know is refused. So a text gives a
value over the columns it was checked against, or a ContractError.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from contracts.entity import MONEY
from contracts.errors import ContractError, did_you_mean
from contracts.expression_methods import METHODS, Given, called, coalesced
from contracts.expression_values import Family, Refused, alike, dtype_of, expect, family, finished, literal, number_of, whole

LONGEST, PARTS, DEPTH = 1000, 200, 25
"""The most characters, parts and levels that an expression may have."""

ROW = "_"
"""What may stand before a column's name: ``_.order_coupon`` is ``order_coupon``."""

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[ir.Value, ir.Value], ir.BooleanValue]] = MappingProxyType(
    {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
)
_ARITHMETIC: Mapping[type[ast.operator], Callable[[ir.Value, ir.Value], ir.Value]] = MappingProxyType(
    {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Mod: operator.mod}
)
_MAY_FAIL = (ast.BinOp, ast.UnaryOp, ast.Call)
"""Parts that can overflow on some row."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked text, the type of the star that it gives, and the columns that it reads."""

    text: str
    dtype: str
    reads: tuple[str, ...]

    def resolve(self, rows: ir.Table) -> ir.Value:
        """The expression over a table with its columns; null on a row where it cannot be computed, such as an overflow.

        Raises ContractError where the table lacks a column or has it in another type. A column that a window computes must stand
        behind a ``.view()``.
        """
        return _compiled(self.text, rows, "the table")


def parsed(text: str, columns: Mapping[str, str], of: str = "the table") -> Expression:
    """A text checked against columns (name -> Ibis type) ``of`` an entity; raises ContractError with everything that is wrong.

    >>> parsed("order_total > 500 and order_currency == 'EUR'", {"order_total": "decimal(38, 9)", "order_currency": "string"}).dtype
    'boolean'
    >>> parsed("totl > 5", {"total": "int64"}, of="order")
    Traceback (most recent call last):
    contracts.errors.ContractError: totl > 5: order has no column 'totl'. Did you mean 'total'?
    """
    value = _compiled(text, ibis.table(dict(columns), name="rows"), of)
    return Expression(text, dtype_of(value), tuple(sorted(set(_columns(_tree(text))))))


def _compiled(text: str, rows: ir.Table, of: str) -> ir.Value:
    try:
        tree = _tree(text)
        unknown = [f"{of} has no column {name!r}.{did_you_mean(name, rows.columns)}" for name in _columns(tree) if name not in rows.columns]
        if unknown:
            raise ContractError(text, dict.fromkeys(unknown))
        value = finished(_Walk(text, rows).value(tree))
    except Refused as refused:
        raise ContractError(text[:LONGEST], [str(refused)]) from None
    except ContractError:
        raise
    except Exception as error:  # whatever Ibis finds wrong, the author of the text is told
        raise ContractError(text[:LONGEST], [str(error).splitlines()[0] if str(error) else type(error).__name__]) from error
    return _attempted(value) if any(isinstance(node, _MAY_FAIL) for node in ast.walk(tree)) else value


def _tree(text: str) -> ast.expr:
    """The syntax tree of a text; raises Refused where it is none, or too large."""
    if len(text) > LONGEST:
        raise Refused(f"it has {len(text)} characters, more than {LONGEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise Refused(f"is no expression: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Refused(f"is no expression: {error or 'nested too deep'}") from None
    if any(level > DEPTH or count > PARTS for count, level in enumerate(_levels(tree), start=1)):
        raise Refused(f"has more than {PARTS} parts or {DEPTH} levels; make it of several")
    return tree


def _levels(tree: ast.AST) -> Iterator[int]:
    """The depth of every part, walked without recursion."""
    stack = [(tree, 1)]
    while stack:
        node, level = stack.pop()
        yield level
        stack.extend((child, level + 1) for child in ast.iter_child_nodes(node))


def _columns(tree: ast.expr) -> Iterator[str]:
    """Every name that must be a column, in the order of the text."""
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="_"), attr=name) if id(node) not in functions:
                yield name
            case ast.Name(id=name) if name != ROW and id(node) not in functions:
                yield name


@dataclass(frozen=True, slots=True)
class _Walk:
    """The walk over a syntax tree; each step knows one form, and raises Refused for what has none."""

    text: str
    rows: ir.Table

    def value(self, node: ast.expr) -> ir.Value:
        match node:
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="_"), attr=name) if name in self.rows.columns:
                return self.rows[name]
            case ast.Constant(value=constant):
                return literal(constant)
            case ast.Compare(left=first, ops=operators, comparators=others):
                pairs = zip([first, *others], operators, others, strict=False)
                return ibis.and_(*(self._compared(left, op, right) for left, op, right in pairs))
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return self._chosen(self._truth(test, "if"), self.value(body), self.value(otherwise))
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self._called(function, [self._given(argument) for argument in arguments])
        return self._operated(node)

    def _operated(self, node: ast.expr) -> ir.Value:
        match node:
            case ast.BoolOp(op=op, values=parts):
                join = ibis.and_ if isinstance(op, ast.And) else ibis.or_
                return join(*(self._truth(part, "and, or") for part in parts))
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return ~self._truth(inner, "not")
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self._negated(inner)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _computed(type(op), self.value(left), self.value(right))
            case ast.Attribute(attr=name) if name in METHODS:
                raise Refused(f"{self._source(node)} is not called: write {name}(...)")
        raise Refused(f"{self._source(node)} is not let through: say it by columns, literals, comparisons, arithmetic and known methods")

    def _source(self, node: ast.expr) -> str:
        return repr((ast.get_source_segment(self.text.strip(), node) or type(node).__name__)[:60])

    def _truth(self, node: ast.expr, where: str) -> ir.BooleanValue:
        return expect(self.value(node), Family.TRUTH, where)

    def _negated(self, node: ast.expr) -> ir.Value:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return literal(-node.value)
        value = expect(self.value(node), Family.NUMBER, "-")
        return whole(-value, dtype_of(value))

    def _given(self, node: ast.expr) -> Given:
        return [self.value(item) for item in node.elts] if isinstance(node, ast.List | ast.Tuple | ast.Set) else self.value(node)

    def _compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> ir.BooleanValue:
        value, given = self.value(left), self._given(right)
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(given, list):
                raise Refused("`in` takes a list, such as ['EUR', 'USD']; for a part of a text say column.contains('part')")
            return called("isin" if isinstance(op, ast.In) else "notin", value, [given])
        if isinstance(given, list):
            raise Refused(f"{self._source(right)} is a list, which only `in` takes")
        if isinstance(op, ast.Is | ast.IsNot):
            if family(given) is not Family.NOTHING:
                raise Refused("`is` takes None alone; compare with ==")
            return called("isnull" if isinstance(op, ast.Is) else "notnull", value, [])
        return _ordered(type(op), value, given)

    def _chosen(self, test: ir.BooleanValue, then: ir.Value, otherwise: ir.Value) -> ir.Value:
        if family(otherwise) is Family.NOTHING:
            return test.ifelse(then, ibis.null(then.type()))
        if family(then) is Family.NOTHING:
            return test.ifelse(ibis.null(otherwise.type()), otherwise)
        return test.ifelse(*alike(then, otherwise, "if ... else"))

    def _called(self, function: ast.expr, arguments: list[Given]) -> ir.Value:
        match function:
            case ast.Attribute(value=ast.Name(id="_"), attr=name):
                raise Refused(f"{ROW}.{name}() asks the row; ask a column, such as {ROW}.order_coupon.{name}()")
            case ast.Attribute(value=receiver, attr=name):
                return called(name, self.value(receiver), arguments)
            case ast.Name(id="coalesce"):
                return coalesced(arguments)
        raise Refused(f"{self._source(function)} is no function; the one that is known is coalesce")


def _ordered(op: type[ast.cmpop], left: ir.Value, right: ir.Value) -> ir.BooleanValue:
    if Family.NOTHING in (family(left), family(right)):
        raise Refused("nothing compares with None; say `is None` or `is not None`")
    left, right = alike(left, right, "a comparison")
    if family(left) is Family.TRUTH and op not in (ast.Eq, ast.NotEq):
        raise Refused("true and false are not before or after each other")
    return _COMPARISONS[op](left, right)


def _computed(op: type[ast.operator], left: ir.Value, right: ir.Value) -> ir.Value:
    """Arithmetic whose results are exact decimals wherever one of the numbers is; nothing is divided by zero."""
    if op is ast.Add and family(left) is family(right) is Family.TEXT:
        return left + right
    for value in (left, right):
        expect(value, Family.NUMBER, "arithmetic")
    if op in (ast.Div, ast.Mod):
        if number_of(right) == 0:
            raise Refused("nothing can be divided by 0")
        right = right.nullif(0)
    to = _precision(op, left, right)
    return whole(_ARITHMETIC[op](*(whole(value, "int64") if number_of(value) is not None else value for value in (left, right))), to)


def _precision(op: type[ast.operator], left: ir.Value, right: ir.Value) -> str:
    if left.type().is_floating() or right.type().is_floating():
        return "float64"
    if left.type().is_decimal() or right.type().is_decimal():
        return MONEY
    return "float64" if op is ast.Div else "int64"


def _attempted(value: ir.Value) -> ir.Value:
    """The value, null where the warehouse fails to compute it: one tenant's overflow must not stop the star of all."""
    dtype = value.type()
    attempt = ibis.udf.scalar.builtin(_tried, name="try", signature=((dtype,), dtype))
    return attempt(value)


def _tried(value: ir.Value) -> ir.Value:
    raise NotImplementedError  # the body is the warehouse's own
