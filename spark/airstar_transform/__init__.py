"""The transform of Airstar on Spark. `sources`, `warehouse` and `run` do the input and output; the rest is pure."""
