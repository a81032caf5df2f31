"""People order what lies in their cart."""
