"""How a certificate is set and drawn, without any knowledge of the library that writes the file."""
