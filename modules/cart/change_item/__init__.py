"""People change how many they want."""
