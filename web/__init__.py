"""Pages for people, beside the API and on the same use cases: plain HTML that works without JavaScript."""
