import type { CommandSucceededEvent } from 'mongodb';
import { expect, inject, it } from 'vitest';
import { batchOf, location, measurement, numbered } from '../contract/documents.ts';
import { temporaryDatabase, watchedStore } from '../mongodb/database.ts';

const { mongodbUri: uri } = inject('services');

const readings = (hour: number, seenAt: number) =>
  Array.from({ length: 50 }, (_, index) => measurement({ sensorId: index + 1, hour, seenAt }));

async function watched() {
  const { name, db } = await temporaryDatabase(uri);
  const commands: CommandSucceededEvent[] = [];
  const store = await watchedStore(uri, name, { onCommand: (command) => void commands.push(command) });
  const during = async (write: () => Promise<unknown>) => {
    commands.length = 0;
    await write();
    return commands.map(({ commandName, reply }) => ({ commandName, ...(reply as { n: number; nModified?: number }) }));
  };
  return { store, db, during };
}

it('takes three commands for new documents, however many', async () => {
  const { store, during } = await watched();
  const batch = batchOf({ measurements: numbered(readings(0, 1000)) });
  expect(await during(() => store.write(batch))).toMatchObject([
    { commandName: 'find' },
    { commandName: 'insert', n: 50 },
    { commandName: 'insert', n: 1 },
  ]);
});

it('writes nothing in a replay, and from its second batch on sends no document', async () => {
  const { store, during } = await watched();
  const batches = [0, 1, 2].map((hour) => batchOf({ measurements: numbered(readings(hour, 1000), hour * 50) }));
  for (const batch of batches) await store.write(batch);
  const seen = [];
  for (const batch of batches) seen.push(await during(() => store.write(batch)));
  const [first, ...rest] = seen;
  expect(first).toMatchObject([
    { commandName: 'find' },
    { commandName: 'insert', n: 0 },
    { commandName: 'update', n: 50, nModified: 0 },
  ]);
  for (const commands of rest) {
    expect(commands).toMatchObject([{ commandName: 'find' }, { commandName: 'update', n: 50, nModified: 0 }]);
  }
});

it('notices new documents after a replay', async () => {
  const { store, db } = await watched();
  const old = batchOf({ measurements: numbered(readings(0, 1000)) });
  for (let time = 0; time < 3; time += 1) await store.write(old);
  const mixed = [...readings(0, 1000).slice(0, 10), ...readings(1, 1000)];
  expect(await store.write(batchOf({ measurements: numbered(mixed, 50) }))).toEqual({ inserted: 50, duplicate: 10 });
  expect(await db.collection('measurements').countDocuments()).toBe(100);
});

it('asks no document who brought it while another extraction reads everything again', async () => {
  const { store, during } = await watched();
  await store.write(batchOf({ measurements: numbered(readings(0, 1000)) }));
  const again = batchOf({ measurements: numbered(readings(0, 2000), 50, 'batch-2') });
  const commands = await during(() => store.write(again));
  expect(commands.filter(({ commandName }) => commandName === 'find')).toHaveLength(1);
  expect(await store.counters('batch-2')).toMatchObject([{ inserted: 0, duplicate: 50 }]);
});

it('keeps instants as dates, local dates as text and numbers as numbers', async () => {
  const { store, db } = await watched();
  await store.write(batchOf({ measurements: numbered([measurement()]), locations: numbered([location()], 1) }));
  const stored = await db.collection('measurements').findOne({});
  const dates = Object.entries(stored ?? {}).filter(([, value]) => value instanceof Date);
  expect(dates.map(([key]) => key)).toEqual([
    'periodStart',
    'periodEnd',
    'localHourStart',
    'firstSeenAt',
    'lastSeenAt',
  ]);
  expect(stored).toMatchObject({
    _id: measurement()._id,
    localDate: '2025-09-20',
    sensorId: 1,
    origin: 'readings 0 batch-1',
    originOffset: 0,
  });
  expect(await db.collection('locations').findOne({})).toMatchObject({ firstSeenAt: expect.any(Date), locationId: 10 });
});

it('creates the indexes of the transform, twice and by two at once without harm', async () => {
  const { store, db } = await watched();
  await Promise.all([store.migrate(), store.migrate()]);
  await store.migrate();
  const indexes = await db.collection('measurements').indexes();
  expect(indexes.map(({ key }) => Object.keys(key as object).join()).sort()).toEqual([
    '_id',
    'periodEnd,locationId',
    'sensorId,localDate',
  ]);
});
