"""Speed and memory, each against a yardstick run beside it: `python -m benchmarks`, results in RESULTS.md.

The measuring process stays small (standard library only): a child inherits the peak memory of whoever starts it.
"""
