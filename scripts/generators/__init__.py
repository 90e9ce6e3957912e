"""What scripts/generate writes, one kind of file a module."""
