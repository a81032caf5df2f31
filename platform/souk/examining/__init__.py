"""What the doctor looks at, when somebody asks and in rounds of its own."""
