"""The relay's process: `python relay.py`. It hands jobs over and knows nothing about them.

It ends on SIGTERM and with the process that started it.
"""

from infra.lifetime import until_told
from infra.telemetry import configure_logging
from tenants.relay import Relay

if __name__ == "__main__":
    configure_logging()
    Relay().run(until_told())
