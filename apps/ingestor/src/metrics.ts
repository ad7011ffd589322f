import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Grafana is told of an ingestor. Declared once; a process has one. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    messages: new Counter({
      name: 'airstar_ingestor_messages_total',
      help: 'Messages taken in and committed.',
      labelNames: ['topic'],
      registers,
    }),
    documents: new Counter({
      name: 'airstar_ingestor_documents_total',
      help: 'Documents by what the raw store made of them: inserted, or duplicate.',
      labelNames: ['outcome'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'airstar_ingestor_dead_letters_total',
      help: 'Messages refused, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    batches: new Counter({
      name: 'airstar_ingestor_commits_total',
      help: 'Batches written and committed.',
      labelNames: ['topic'],
      registers,
    }),
    lostBatches: new Counter({
      name: 'airstar_ingestor_lost_batches_total',
      help: 'Batches in hand that a rebalance took away; they come again.',
      registers,
    }),
    writeSeconds: new Histogram({
      name: 'airstar_ingestor_write_seconds',
      help: 'Time that the raw store takes for a batch.',
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    }),
    lag: new Gauge({
      name: 'airstar_ingestor_lag',
      help: 'Messages of a partition that the group has not committed.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
    lastProgress: new Gauge({
      name: 'airstar_ingestor_last_progress_timestamp_seconds',
      help: 'When a batch was last committed, as Unix time.',
      registers,
    }),
  };
}
