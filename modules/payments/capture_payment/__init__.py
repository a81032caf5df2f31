"""What was authorized is taken, all of it or a part."""
