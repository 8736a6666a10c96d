"""What others are told: our promise to them, kept apart from our own events.

An event of ours may change with the code. What is sent is a model of its own, with names, an
example and a JSON Schema that stay as they are until there is a newer version.
"""
