"""The processes of `worker.py`, which also know the jobs of `bench.plays`."""

import sys

import worker
from bench.plays import Played, write_down

if __name__ == "__main__":
    worker.REACTIONS = {**worker.REACTIONS, Played: [write_down]}
    sys.exit(worker.main(sys.argv[1:], program=("-m", "bench.play_worker")))
