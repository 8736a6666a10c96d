"""The part of JQL that is understood here; what is not gets the 400 that Jira would give.

Clauses of a field, an operator and values, joined by AND, OR, NOT and brackets, and ORDER BY.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cmp_to_key

from fakes.jira.jql_clauses import Asker, BadQuery, Clause, Test
from fakes.jira.jql_fields import FIELDS, ORDERS
from fakes.jira.world import Issue

_TOKEN = re.compile(
    r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(>=|<=|!=|!~|[=<>~(),])|([^\s=!<>~(),"']+))"""
)
_MOST_ORDERS = 7

Order = tuple[str, bool]
"""A field, and whether it goes down."""


@dataclass(frozen=True)
class Token:
    text: str
    quoted: bool = False

    def says(self, *words: str) -> bool:
        return not self.quoted and self.text.lower() in words


@dataclass(frozen=True)
class Query:
    test: Test | None
    """None for a query without a restriction."""
    orders: tuple[Order, ...]

    def select(self, issues: Iterable[Issue]) -> list[Issue]:
        kept = (issue for issue in issues if self.test is None or self.test(issue))
        placed = [(self.place(issue), issue) for issue in kept]
        in_order = cmp_to_key(self.compare_places)
        return [issue for _, issue in sorted(placed, key=lambda pair: in_order(pair[0]))]

    def place(self, issue: Issue) -> list[str | float]:
        """Where it stands in this order, as values that JSON can carry."""
        return [*(ORDERS[name](issue) for name, _ in self.orders), issue.id]

    def compare_places(self, one: list[str | float], other: list[str | float]) -> int:
        downs = [down for _, down in self.orders] + [True]
        for a, b, down in zip(one, other, downs, strict=True):
            if a != b:
                before = a < b  # type: ignore[operator]  # the same field, so the same type
                return 1 if before == down else -1
        return 0


def parse(text: str, asker: Asker, allow: Callable[[Clause], None] = lambda _: None) -> Query:
    """Raises BadQuery with a sentence of Jira's kind; so may `allow`, for each clause."""
    return _Parser(list(_tokens(text)), asker, allow).query()


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadQuery(f"The query ends in the middle of a text: {text[position:].strip()}")
        double, single, sign, word = match.groups()
        quoted = double if double is not None else single
        yield (
            Token(re.sub(r"\\(.)", r"\1", quoted), quoted=True)
            if quoted is not None
            else Token(sign or word)
        )
        position = match.end()


class _Parser:
    def __init__(self, tokens: list[Token], asker: Asker, allow: Callable[[Clause], None]) -> None:
        self.tokens = tokens
        self.asker = asker
        self.allow = allow

    def query(self) -> Query:
        test = None if not self.tokens or self._next_says("order") else self._either()
        orders = tuple(self._orders())
        if self.tokens:
            raise BadQuery(f"Expecting either 'OR' or 'AND' but got '{self.tokens[0].text}'.")
        return Query(test, orders)

    def _either(self) -> Test:
        tests = [self._both()]
        while self._takes("or"):
            tests.append(self._both())
        return lambda issue: any(test(issue) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._takes("and"):
            tests.append(self._one())
        return lambda issue: all(test(issue) for test in tests)

    def _one(self) -> Test:
        if self._takes("not"):
            test = self._one()
            return lambda issue: not test(issue)
        if self._takes("("):
            test = self._either()
            self._expect(")")
            return test
        return self._clause()

    def _clause(self) -> Test:
        name = self._take("a field").text
        operator = self._operator()
        if operator in {"in", "not in"}:
            self._expect("(")
            values = [self._value()]
            while self._takes(","):
                values.append(self._value())
            self._expect(")")
        else:
            values = [self._value()]
        clause = Clause(name, operator, values)
        self.allow(clause)
        if name.lower() not in FIELDS:
            raise BadQuery(
                f"Field '{name}' does not exist or you do not have permission to view it."
            )
        return FIELDS[name.lower()](clause, self.asker)

    def _operator(self) -> str:
        operator = self._take("an operator").text.lower()
        if operator == "not":
            self._expect("in")
            return "not in"
        if operator == "is" and self._takes("not"):
            return "is not"
        if operator not in {"=", "!=", "<", ">", "<=", ">=", "~", "in", "is"}:
            raise BadQuery(f"The operator '{operator}' is not supported.")
        return operator

    def _value(self) -> str | None:
        """None for EMPTY. A function comes with its brackets: `currentUser()`."""
        token = self._take("a value")
        if token.says("empty", "null"):
            return None
        if not token.quoted and self._takes("("):
            inner = "" if self._next_says(")") else self._take("a value").text
            self._expect(")")
            return f"{token.text.lower()}({inner})"
        if token.says("(", ")", ",", "and", "or"):
            raise BadQuery(f"Expecting a value but got '{token.text}'.")
        return token.text

    def _orders(self) -> Iterator[Order]:
        if not self._takes("order"):
            return
        self._expect("by")
        for number in range(1, _MOST_ORDERS + 2):
            if number > _MOST_ORDERS:
                raise BadQuery(f"The order by clause has more than {_MOST_ORDERS} fields.")
            name = self._take("a field").text
            if name.lower() not in ORDERS:
                raise BadQuery(f"Not able to sort using field '{name}'.")
            yield name.lower(), self._takes("desc") or (self._takes("asc") and False)
            if not self._takes(","):
                return

    def _next_says(self, word: str) -> bool:
        return bool(self.tokens) and self.tokens[0].says(word)

    def _takes(self, word: str) -> bool:
        if self._next_says(word):
            self.tokens.pop(0)
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            got = self.tokens[0].text if self.tokens else "the end"
            raise BadQuery(f"Expecting '{word}' but got '{got}'.")

    def _take(self, what: str) -> Token:
        if not self.tokens:
            raise BadQuery(f"Expecting {what} before the end of the query.")
        return self.tokens.pop(0)
