"""Asks whether the pages that the register cites are still there."""
