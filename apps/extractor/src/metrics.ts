import { Counter, Gauge, Registry } from 'prom-client';

/** What Grafana is told of an extractor. Declared once; a process has one. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'airstar_extractor_requests_total',
      help: 'Requests sent to OpenAQ, repeats included.',
      registers,
    }),
    retries: new Counter({
      name: 'airstar_extractor_retries_total',
      help: 'Requests that failed and are sent again, by what was wrong.',
      labelNames: ['reason'],
      registers,
    }),
    waits: new Counter({
      name: 'airstar_extractor_budget_waits_total',
      help: 'Requests that wait for the budget, by which one: minute, hour, or server (it answered 429).',
      labelNames: ['budget'],
      registers,
    }),
    waitingUntil: new Gauge({
      name: 'airstar_extractor_waiting_until_timestamp_seconds',
      help: 'Until when the budget holds requests back, as Unix time; in the past when it does not.',
      registers,
    }),
    budgetLeft: new Gauge({
      name: 'airstar_extractor_budget_left',
      help: 'Requests that OpenAQ still grants the key in this minute, by its last response.',
      registers,
    }),
    published: new Gauge({
      name: 'airstar_extractor_published_readings',
      help: 'Readings of the batch in the log, those of earlier attempts included.',
      registers,
    }),
    sensors: new Gauge({
      name: 'airstar_extractor_sensors',
      help: 'Sensors of the batch, by state: done or left.',
      labelNames: ['state'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'airstar_extractor_dead_letters_total',
      help: 'Records of OpenAQ that do not fit, by reason.',
      labelNames: ['reason'],
      registers,
    }),
  };
}
