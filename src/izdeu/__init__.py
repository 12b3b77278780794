"""izdeu finds people who went missing when a state stopped answering."""
