"""What the papers say the declared and the done are worth (评分): pure, exact, every point with its source."""
