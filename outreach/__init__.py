"""Whom to ask: prospects of a series or a coalition, and what was said to each."""
