"""Benchmarks. Each prints a ratio that was measured in one run, on one server; none is a test."""
