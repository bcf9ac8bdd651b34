"""The conversation, apart from the channel that carries it."""
