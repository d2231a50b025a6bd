"""What would mend an exchange: the changes that a pack declares, tried out and judged by the same shapes."""
