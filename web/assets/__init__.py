"""What the pages' style sheet, fonts and scripts are made from; `build` makes `web/static/` of it."""
