/** Header that every event carries: the extraction that read it. */
export const batchIdHeader = 'batch_id';

/**
 * The six headers of a dead letter. Key and value of the message are the original bytes, so that it can be replayed.
 * `dead_letter_topic`, `_partition` and `_offset` say where it was read; for a record refused before it reached the
 * log they say where it would have gone, with partition and offset −1.
 */
export const deadLetterHeaders = {
  reason: 'dead_letter_reason',
  step: 'dead_letter_step',
  time: 'dead_letter_time',
  topic: 'dead_letter_topic',
  partition: 'dead_letter_partition',
  offset: 'dead_letter_offset',
} as const;
