"""Who committed to what, and who refused: rule-based extraction from news articles."""
