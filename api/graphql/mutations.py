"""One mutation field, one command, one transaction."""

from collections.abc import Awaitable, Callable
from functools import partial
from inspect import Parameter, Signature, cleandoc, signature
from typing import Any, TypeAlias

import strawberry

from api.graphql.inputs import given
from api.graphql.planner.sources import SCOPE
from api.principal import Principal
from api.scopes import Scope

Ask: TypeAlias = Callable[[Principal, Any], Awaitable[dict[str, Any]]]
GIVES_ACCESS = "gives_access"
"""The key under which a field says that it lets somebody in, so that no token may ask for it."""


def mutation(
    command: Callable[..., Any],
    input: type,
    *,
    scope: Scope,
    arguments: Callable[[Any], dict[str, Any]] = given,
    known: Callable[[Principal], dict[str, Any]] | None = None,
    beforehand: Ask | None = None,
    gives_access: bool = False,
) -> Any:  # noqa: ANN401 - stands for a field of any payload
    """A field that carries out `command` and is described by its docstring.

    Args:
        command: a command of the domain; the field is named as it is.
        input: the strawberry input the client sends.
        scope: what the access must include.
        arguments: from the input to the command's keywords, where they differ in more than ids.
        known: keywords that its credential says.
        beforehand: keywords that others must be asked for, while no transaction is open.
        gives_access: somebody comes in by it, or may do more: whoever asks for that has signed in.

    Raises:
        TypeError: the input's fields are not the command's keywords.
    """
    if arguments is given:
        _check_names(command, input)

    async def carry_out(_: object, info: strawberry.Info, input: Any) -> object:  # noqa: ANN401
        told = known(info.context.principal) if known else {}
        context, given = info.context, {**arguments(input), **told}
        if beforehand is None and not gives_access:
            return await context.run(info, command, **given)
        asked = partial(_beforehand, context.principal, input, beforehand, gives_access)
        return await context.run_after(info, asked, command, **given)

    setattr(carry_out, "__signature__", _taking(input))  # noqa: B010 - made from data
    return strawberry.mutation(
        resolver=carry_out,
        description=cleandoc(command.__doc__ or ""),
        metadata={SCOPE: scope, GIVES_ACCESS: gives_access},
    )


async def _beforehand(
    principal: Principal, input: object, ask: Ask | None, gives_access: bool
) -> dict[str, Any]:
    if gives_access:
        principal.actor.require_signed_in()
    return await ask(principal, input) if ask else {}


def _taking(input: type) -> Signature:
    shape = [
        Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
        Parameter("input", Parameter.KEYWORD_ONLY, annotation=input),
    ]
    return Signature(shape)


def _check_names(command: Callable[..., Any], input: type) -> None:
    takes = [name for name in signature(command).parameters if name != "work"]
    sends = [field.python_name for field in vars(input)["__strawberry_definition__"].fields]
    if not set(sends) <= set(takes):
        raise TypeError(f"{command.__name__} takes {takes}, but {input.__name__} sends {sends}")
