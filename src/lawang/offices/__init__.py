"""Offices: what they offer, when, where, and in which words."""
