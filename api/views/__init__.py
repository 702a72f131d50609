"""What the API answers: types with examples, and how each is made from what is stored."""
