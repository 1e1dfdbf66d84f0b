"""What is printed and hung up."""
