"""What groups ask of those who decide, and what became of it: bodies, demands and what happened to them."""
