"""What the service reads and answers, noun by noun."""
