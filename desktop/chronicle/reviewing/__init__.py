"""Reviewing with one hand: the keys, the bar, and what is decided behind them."""
