"""What is said to whom: messages, letters, suppression."""
