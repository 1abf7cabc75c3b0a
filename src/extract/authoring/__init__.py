"""What helps people who write rules: how rules fare on texts, what they miss, and what is wrong with them."""
