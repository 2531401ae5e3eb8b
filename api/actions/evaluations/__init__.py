"""自评: opened from an approved plan, filled, submitted, reviewed, approved, published, reopened."""
