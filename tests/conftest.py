"""What every test may ask for by name."""
