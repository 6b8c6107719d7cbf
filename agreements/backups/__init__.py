"""Copies of the whole database: consistent while editors write, verified after, and put back whole or not at all."""
