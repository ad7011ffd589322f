import { batchIdHeader, deadLetterHeaders, topics } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeadLetterWriter, type Misfit, readDeadLetter } from '../src/dead-letter.ts';
import { MalformedDeadLetterError, UnknownTopicError } from '../src/errors.ts';
import { createInProcessTransport } from '../src/in-process/transport.ts';
import { deadLetterReasons, Rejection } from '../src/rejection.ts';
import type { ReceivedMessage } from '../src/transport.ts';
import { eventually } from './contract/eventually.ts';
import { record } from './contract/recorder.ts';

const time = Date.UTC(2026, 8, 1, 12, 30, 15, 250);

const refused: Misfit = {
  rejection: new Rejection('invalid-record', 'sensorId: not a number'),
  topic: 'openaq.measurements.v1',
  key: Buffer.from('3917'),
  value: Buffer.from('{"value":"n/a"}'),
  batchId: 'b-1',
};

async function written(misfits: readonly Misfit[]): Promise<ReceivedMessage[]> {
  const transport = createInProcessTransport();
  await transport.createTopics([topics.deadLetters]);
  await createDeadLetterWriter({ transport, step: 'extract', clock: () => time }).write(misfits);
  const { messages } = await record(transport, { groupId: 'g', topics: [topics.deadLetters.name] });
  await eventually(() => expect(messages).toHaveLength(misfits.length));
  return messages;
}

describe('a dead letter', () => {
  it('carries the original bytes and key, the six headers and the extraction', async () => {
    const [letter] = await written([{ ...refused, position: { partition: 3, offset: 41 } }]);
    expect(letter?.key).toEqual(refused.key);
    expect(letter?.value).toEqual(refused.value);
    expect(letter?.headers).toEqual({
      dead_letter_reason: 'invalid-record: sensorId: not a number',
      dead_letter_step: 'extract',
      dead_letter_time: '2026-09-01T12:30:15.250Z',
      dead_letter_topic: 'openaq.measurements.v1',
      dead_letter_partition: '3',
      dead_letter_offset: '41',
      [batchIdHeader]: 'b-1',
    });
  });

  it('says −1 as partition and offset of a record refused before it reached the log', async () => {
    const [letter] = await written([refused]);
    expect(letter && readDeadLetter(letter)).toMatchObject({ topic: refused.topic, partition: -1, offset: -1 });
  });

  it('has no batch_id where the extraction is not known', async () => {
    const [letter] = await written([{ ...refused, batchId: undefined }]);
    expect(Object.keys(letter?.headers ?? {}).sort()).toEqual(Object.values(deadLetterHeaders).sort());
    expect(letter && readDeadLetter(letter).batchId).toBeUndefined();
  });

  it('is read back as it was written, whatever the detail says', async () => {
    const misfit = fc.record({
      rejection: fc
        .tuple(fc.constantFrom(...deadLetterReasons), fc.string({ unit: 'grapheme', maxLength: 60 }))
        .map(([reason, detail]) => new Rejection(reason, detail)),
      topic: fc.string(),
      position: fc.record({ partition: fc.nat(), offset: fc.nat(Number.MAX_SAFE_INTEGER) }),
      key: fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
      value: fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
      batchId: fc.option(fc.string(), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(misfit, { minLength: 1, maxLength: 5 }), async (misfits) => {
        expect((await written(misfits)).map(readDeadLetter)).toEqual(
          misfits.map(({ rejection, position, ...rest }) => ({
            ...rest,
            ...position,
            reason: rejection.reason,
            detail: rejection.detail,
            step: 'extract',
            time,
          })),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a detail short', async () => {
    const [letter] = await written([{ ...refused, rejection: new Rejection('undecodable', 'x'.repeat(10_000)) }]);
    expect(letter && readDeadLetter(letter).detail).toBe('x'.repeat(500));
  });
});

describe('writing dead letters', () => {
  it('rejects when the log does not take them', async () => {
    const writer = createDeadLetterWriter({ transport: createInProcessTransport(), step: 'extract' });
    await expect(writer.write([refused])).rejects.toBeInstanceOf(UnknownTopicError);
  });

  it('goes to another topic when told', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([{ name: 'letters', partitions: 1, cleanup: 'delete' }]);
    await createDeadLetterWriter({ transport, step: 'extract', topic: 'letters' }).write([refused, refused]);
    expect(await transport.endOffsets('letters')).toEqual([{ topic: 'letters', partition: 0, offset: 2 }]);
  });
});

describe('reading a message that is no dead letter', () => {
  it.each<[header: string, value: string | undefined]>([
    ...Object.values(deadLetterHeaders).map((header): [string, undefined] => [header, undefined]),
    [deadLetterHeaders.reason, 'bad weather: rain'],
    [deadLetterHeaders.reason, 'undecodable'],
    [deadLetterHeaders.time, 'yesterday'],
    [deadLetterHeaders.partition, '1.5'],
    [deadLetterHeaders.offset, '-2'],
    [deadLetterHeaders.offset, ''],
  ])('names header %s with %j', async (header, value) => {
    const [letter] = await written([refused]);
    const headers = { ...letter!.headers };
    if (value === undefined) Reflect.deleteProperty(headers, header);
    else headers[header] = value;
    expect(() => readDeadLetter({ ...letter!, offset: 12, headers })).toThrow(
      new MalformedDeadLetterError(12, header).message,
    );
  });
});
