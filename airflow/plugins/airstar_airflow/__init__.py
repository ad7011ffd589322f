"""What the DAGs of Airstar are made of: settings, the container operator, windows and batches."""
