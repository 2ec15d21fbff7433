"""netprog: learn Internet programming in Python, from one file, offline."""

VERSION = "1.0.0"
