"""Who: people, organizations and what binds them."""
