"""Who may see what, and what may never leave: pure rules without a database."""
