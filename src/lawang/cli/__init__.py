"""The commands of ./lawang, one module each."""
