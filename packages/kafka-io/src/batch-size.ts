/** @throws RangeError for a `maxBatchSize` that is no count of messages. */
export function assertBatchSize(maxBatchSize: number): void {
  if (!Number.isInteger(maxBatchSize) || maxBatchSize < 1) {
    throw new RangeError(`maxBatchSize must be a whole number from 1, not ${maxBatchSize}.`);
  }
}
