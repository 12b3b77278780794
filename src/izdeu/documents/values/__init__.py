"""What the words of one cell mean: dates, ages, sexes, statuses, numbers, features, names."""
