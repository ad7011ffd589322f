import { listing, type Listing } from '../listing.ts';
import type { CallOptions } from '../parse-records.ts';
import type { Measurement, SensorIdentity } from '../records/measurement.ts';
import { sensorSchema, type Sensor } from '../records/sensor.ts';
import type { Transport } from '../transport/transport.ts';
import { checkId, getById } from './by-id.ts';
import { readMeasurementCall, type SeriesOptions } from './measurement-call.ts';
import { measurementPages, type MeasurementPage } from './measurements.ts';
import type { TimeWindow } from './window.ts';

/** `/sensors` */
export interface SensorsResource {
  /** @throws {@link OpenAqNotFoundError} where there is none. */
  get(id: number, options?: CallOptions): Promise<Sensor>;
  /**
   * The readings of a sensor whose periods end in (from, to], in ascending order. An unknown sensor has none: OpenAQ
   * does not tell the two apart here.
   *
   * @throws {@link OpenAqArgumentError} at once, with everything that is wrong with the arguments.
   *
   * @example
   * const sensor = { sensorId: 35134, locationId: 7982 };
   * const window = { from: '2025-09-20T00:00:00Z', to: '2025-09-21T00:00:00Z' };
   * for await (const page of client.sensors.measurements(sensor, window).pages()) {
   *   console.log(page.records.length, page.through);
   * }
   */
  measurements(
    sensor: SensorIdentity,
    window: TimeWindow,
    options?: SeriesOptions,
  ): Listing<Measurement, MeasurementPage>;
}

export function createSensors(transport: Transport): SensorsResource {
  return {
    async get(id, options = {}) {
      return getById(transport, sensorSchema, `sensors/${checkId('sensors.get', id)}`, options);
    },
    measurements(sensor, window, options = {}) {
      const call = readMeasurementCall('sensors.measurements', sensor, window, options);
      return listing(() => measurementPages(transport, call, options));
    },
  };
}
