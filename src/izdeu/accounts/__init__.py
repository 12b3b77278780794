"""Who may act: operators, roles, second factor, invitations, sessions, families' phrases."""
