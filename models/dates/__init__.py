"""Days, intervals and EDTF: dates that may be uncertain."""
