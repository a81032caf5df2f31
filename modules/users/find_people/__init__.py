"""Another module asks who somebody is."""
