import { readDeadLetter, type Transport } from '@airstar/kafka-io';
import { topics } from '@airstar/schemas';
import type { RefusedBy } from './misfits.ts';
import { eventOf, type Version } from './versions.ts';

type Name = Pick<Version, 'sensorId' | 'periodEnd'>;

export const periodOf = ({ sensorId, periodEnd }: Name): string =>
  `${sensorId} until ${new Date(periodEnd).toISOString()}`;

const stepOf: Readonly<Record<string, RefusedBy>> = { extract: 'extractor', ingest: 'ingestor' };

/** Readings that lie among the dead letters, by who refused them; once each, however often they were refused. */
export async function refusedReadings(transport: Transport): Promise<Record<RefusedBy, Set<string>>> {
  const found = { extractor: new Set<string>(), ingestor: new Set<string>() };
  for await (const messages of transport.read(topics.deadLetters.name)) {
    for (const letter of messages.map(readDeadLetter)) {
      const refuser = stepOf[letter.step];
      if (refuser === undefined) throw new Error(`A dead letter of ${letter.step}: ${letter.detail}`);
      found[refuser].add(periodOf(refuser === 'extractor' ? asSent(letter) : asPublished(letter.value)));
    }
  }
  return found;
}

/** As OpenAQ sent it; the key is the sensor. */
function asSent({ key, value }: { readonly key: Buffer | null; readonly value: Buffer | null }): Name {
  const row = JSON.parse(String(value)) as { readonly period: { readonly datetimeTo: { readonly utc: string } } };
  return { sensorId: Number(String(key)), periodEnd: new Date(row.period.datetimeTo.utc) };
}

function asPublished(value: Buffer | null): Name {
  const { sensorId, periodEndUtc } = eventOf(value);
  return { sensorId, periodEnd: periodEndUtc };
}
