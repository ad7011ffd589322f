import type { MeasurementEvent, ProgressEvent } from '../src/index.ts';

export const measurement = (overrides: Partial<MeasurementEvent> = {}): MeasurementEvent => ({
  sensorId: 3917,
  locationId: 2178,
  timezone: 'America/Mexico_City',
  parameterId: 2,
  parameterName: 'pm25',
  unit: 'µg/m³',
  value: 12.5,
  hasFlags: false,
  periodStartUtc: 1_700_000_000_000,
  periodEndUtc: 1_700_003_600_000,
  expectedCount: 1,
  observedCount: 1,
  percentComplete: 100,
  percentCoverage: 100,
  latitude: null,
  longitude: null,
  source: 'api',
  fetchedAt: 1_700_010_000_000,
  ...overrides,
});

export const batchProgress: ProgressEvent = {
  batchId: 'b1',
  sensorId: 0,
  attemptId: 'a1',
  batch: {
    windowFrom: 1_700_000_000_000,
    windowTo: 1_700_086_400_000,
    selection: '{"locationIds":[2178]}',
    startOffsets: [{ topic: 'openaq.measurements.v1', partition: 5, offset: 2 ** 40 }],
    locationIds: [2178],
    locationOffsets: [{ topic: 'openaq.locations.v1', partition: 0, offset: 1 }],
    requests: 1,
    report: null,
  },
  sensor: null,
};

export const sensorProgress: ProgressEvent = {
  batchId: 'b1',
  sensorId: 3917,
  attemptId: 'a1',
  batch: null,
  sensor: {
    locationId: 2178,
    timezone: 'America/Mexico_City',
    name: 'pm25 µg/m³',
    through: 1_700_003_600_000,
    produced: 1000,
    requests: 2,
  },
};
