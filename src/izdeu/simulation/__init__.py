"""An invented city in unrest: its lists, articles, requests, and the truth behind them."""
