"""The composition root: assembles the modules into processes."""
