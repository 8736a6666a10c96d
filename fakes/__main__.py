"""`python -m fakes --port 8090`, as `./tanlu fakes`."""

import argparse
import sys

from fakes import command

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m fakes", description=command.__doc__)
    command.add_arguments(parser)
    sys.exit(command.run(parser.parse_args()))
