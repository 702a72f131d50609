"""What `kwartier doctor` looks at: each check says what it found, and how to mend what is wrong."""
