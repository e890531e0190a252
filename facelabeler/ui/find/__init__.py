"""Finding cards: what can be searched by, what a search means, and the field that it is typed into."""
