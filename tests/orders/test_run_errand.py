"""Running errands: what other modules are asked to do, and what comes of a refusal."""
