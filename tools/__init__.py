"""What the commands ./run, ./test, ./bench and ./shots share: their environment, servers and checks."""
