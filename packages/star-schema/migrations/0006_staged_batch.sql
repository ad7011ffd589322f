-- A reader may not look into staging, and one thing there concerns it: a batch that was staged and is not published.
CREATE VIEW star.staged_batch AS
SELECT batch_id, window_from, window_to, created_at AS staged_at, published_at FROM staging.manifest;
--> statement-breakpoint
GRANT SELECT ON star.staged_batch TO airstar_reader, airstar_writer;
--> statement-breakpoint
COMMENT ON VIEW star.staged_batch IS
  'Batches whose staging was complete. One that is not published soon was refused: its stages counted differently, or the database did not take it. Removed when it is abandoned.';
--> statement-breakpoint
COMMENT ON COLUMN star.staged_batch.batch_id IS
  'Batch.';
--> statement-breakpoint
COMMENT ON COLUMN star.staged_batch.window_from IS
  'Start of the extraction window, exclusive, on the end of a period.';
--> statement-breakpoint
COMMENT ON COLUMN star.staged_batch.window_to IS
  'End of the extraction window, inclusive.';
--> statement-breakpoint
COMMENT ON COLUMN star.staged_batch.staged_at IS
  'When the staging was complete.';
--> statement-breakpoint
COMMENT ON COLUMN star.staged_batch.published_at IS
  'When the batch was published last; null before.';
