"""The parts of a demonstration: a real program, run line by line beside the wire."""
