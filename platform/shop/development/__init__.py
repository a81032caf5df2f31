"""What a shop serves on a developer's machine and nowhere else: kept mail, and pages for its links."""
