"""Finding what a reader means, in Arabic, French and English. Knows no other room: rooms hand documents over."""
