"""The generated stubs live below; `setup.py` makes them."""
