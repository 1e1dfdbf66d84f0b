"""Reading a roster file, row by row, into plain values and plain words. Pure: no Django, and nothing is remembered."""
