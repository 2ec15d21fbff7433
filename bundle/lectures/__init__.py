"""The parts of a lecture on the screen: its sections, their minutes, one page each."""
