"""SQLite with every page encrypted (SQLCipher), as a database backend of Django."""
