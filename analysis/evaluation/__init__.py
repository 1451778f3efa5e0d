"""What the program is worth on texts read by hand: pure figures, from gold and what was found."""
