"""Each benchmark prints our figure, the peer's and the ratio, measured in one run on the same machine."""
