"""Waiting until all that was started does its work."""

import http.client
import time

from infra.trouble import Trouble
from operate.processes import Household

_PATIENCE = 60.0


def wait_until_ready(household: Household, host: str, port: int) -> None:
    """Return when the API says it is ready. Raises Trouble if it never does, or one ends."""
    deadline = time.monotonic() + _PATIENCE
    while (answer := _answer(host, port)) != "200":
        _refuse_ended(household)
        if time.monotonic() > deadline:
            raise Trouble(f"The API was not ready after {_PATIENCE:.0f} seconds ({answer}).")
        time.sleep(0.1)
    _refuse_ended(household)


def _answer(host: str, port: int) -> str:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        told = response.read(500).decode(errors="replace").strip()
    except OSError as error:
        return str(error)
    finally:
        connection.close()
    return "200" if response.status == http.client.OK else f"{response.status} {told}"


def _refuse_ended(household: Household) -> None:
    for each in household.kept:
        if each.has_ended():
            lines = each.log.read_text(errors="replace").strip().splitlines() or ["nothing"]
            raise Trouble(f"{each.name} ended at once ({lines[-1]}); see {each.log}.")
