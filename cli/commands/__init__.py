"""The commands, one module each; `add_to(app)` in a module adds its command."""
