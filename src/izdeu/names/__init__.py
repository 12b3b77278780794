"""Read, transliterate and compare names across scripts and spellings."""
