"""Inbox, outbox and delivery; one folder per channel."""
