"""The parts of the guided session; the session itself is bundle/guide.py."""
