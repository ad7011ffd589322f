import { inject } from 'vitest';
import { openMongoRawStore } from '../../src/index.ts';
import { rawStoreContract } from '../contract/store.contract.ts';
import { readLocations, readMeasurements, temporaryDatabase, watchedStore } from '../mongodb/database.ts';

const { mongodbUri: uri } = inject('services');

rawStoreContract('MongoDB', async () => {
  const { name, db } = await temporaryDatabase(uri);
  const store = await openMongoRawStore({ uri, database: name });
  return { store, readMeasurements: () => readMeasurements(db), readLocations: () => readLocations(db) };
});

rawStoreContract('MongoDB that looks up sets of ids', async () => {
  const { name, db } = await temporaryDatabase(uri);
  const store = await watchedStore(uri, name, { features: { idSets: true } });
  return { store, readMeasurements: () => readMeasurements(db), readLocations: () => readLocations(db) };
});
