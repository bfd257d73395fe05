"""Stubs of the proto package `gaztag.v1`: generated at build, never committed."""
