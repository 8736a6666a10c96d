"""One mutation field, one command, one transaction."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from inspect import Parameter, Signature, cleandoc
from typing import Any, TypeAlias, get_type_hints

import strawberry

from api.graphql.input_types import Input, input_of, keywords_of
from api.graphql.payload_types import Gives, check_gives, payload_of
from api.graphql.planner.sources import SCOPE
from api.principal import Principal
from api.scopes import Scope

Found: TypeAlias = Mapping[str, Any]
Ask: TypeAlias = Callable[..., Awaitable[Found]]
"""Takes the principal and keywords that are sent; gives keywords, as a TypedDict names them."""
SIGNED_IN_ONLY = "signed_in_only"
"""The key under which a field says that it decides who comes in, so no token may ask for it."""


def mutation(
    command: Callable[..., Any],
    gives: Gives | None = None,
    *,
    scope: Scope,
    says: str = "",
    takes: str | None = None,
    known: Mapping[str, Callable[[Principal], object]] | None = None,
    beforehand: Ask | None = None,
    signed_in_only: bool = False,
) -> Any:  # noqa: ANN401 - stands for a field of any payload
    """A field that carries out `command`, takes what it takes, and is described by its docstring.

    Args:
        command: a command of the domain; the field, its input and its payload are named as it is.
        gives: what its payload shows of what it returns, by name.
        scope: what the access must include.
        says: describes the input.
        takes: the input's name, where several commands take the same.
        known: keywords that its credential says, and clients do not.
        beforehand: is asked for further keywords, while no transaction is open.
        signed_in_only: it lets a person or a program in, keeps one out or changes who may come in:
            whoever asks for that has signed in.

    Raises:
        TypeError: the command does not give that, or takes what nobody can send.
    """
    name = "".join(part.capitalize() for part in command.__name__.split("_"))
    known, gives = known or {}, gives or {}
    check_gives(command, gives)
    mine, theirs = _inputs(command, beforehand, known, takes or f"{name}Input", says)

    async def carry_out(_: object, info: strawberry.Info, input: Any) -> object:  # noqa: ANN401
        context, asker = info.context, info.context.principal
        given = mine.arguments(input) | {each: say(asker) for each, say in known.items()}
        if beforehand is None and not signed_in_only:
            return await context.run(info, command, **given)
        ask = beforehand and partial(beforehand, asker, **theirs.arguments(input))
        asked = partial(_beforehand, asker, ask, signed_in_only)
        return await context.run_after(info, asked, command, **given)

    shape = _signature(mine.type, payload_of(f"{name}Payload", gives))
    setattr(carry_out, "__signature__", shape)  # noqa: B010 - made from data
    marks = {SCOPE: scope, SIGNED_IN_ONLY: signed_in_only}
    described = cleandoc(command.__doc__ or "")
    return strawberry.mutation(resolver=carry_out, description=described, metadata=marks)


async def _beforehand(
    principal: Principal, ask: Callable[[], Awaitable[Found]] | None, signed_in_only: bool
) -> Found:
    if signed_in_only:
        principal.actor.require_signed_in()
    return await ask() if ask else {}


def _inputs(
    command: Callable[..., Any], ask: Ask | None, known: Collection[str], name: str, says: str
) -> tuple[Input, Input]:
    """One input, as the command reads it and as whoever is asked beforehand does."""
    asked = keywords_of(ask) if ask else {}
    found = get_type_hints(get_type_hints(ask)["return"]) if ask else {}
    taken = {
        each: keyword
        for each, keyword in keywords_of(command).items()
        if each not in known and each not in found
    }
    made = input_of(name, tuple({**taken, **asked}.values()), says)
    return made.only(taken), made.only(asked)


def _signature(input: type, payload: type) -> Signature:
    shape = [
        Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
        Parameter("input", Parameter.KEYWORD_ONLY, annotation=input),
    ]
    return Signature(shape, return_annotation=payload)
