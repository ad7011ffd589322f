import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const sensors = 400;
/** As many hours of every sensor as make the number of documents. */
export const hoursOf = (documents: number): number => documents / sensors;

export const start = Date.UTC(2024, 0, 1);

// Mexico City has had no daylight saving since 2022: local time is plain arithmetic. One document in a hundred is a
// correction of the one before it; some values are missing, negative, or an error code.
const measurements = (documents: number): string => `
  WITH numbered AS (
    SELECT i, CAST(i // ${hoursOf(documents)} + 1 AS BIGINT) AS sensor, i - (i % 100 = 99)::BIGINT AS reading
    FROM range(${documents}) AS numbers(i)
  ), timed AS (
    SELECT *, epoch_ms(${start} + reading % ${hoursOf(documents)} * 3600000) AS begins FROM numbered
  ), local AS (SELECT *, begins - INTERVAL 6 HOURS AS civil FROM timed)
  SELECT sensor || ':' || begins || ':' || i AS _id, sensor AS "sensorId", 1 + sensor // 4 AS "locationId",
    CAST([2, 1, 10, 7][1 + sensor % 4] AS BIGINT) AS "parameterId", ['pm25', 'pm10', 'o3', 'no2'][1 + sensor % 4] AS "parameterName",
    CASE WHEN sensor % 4 < 2 THEN 'µg/m³' ELSE 'ppm' END AS unit,
    CASE i % 500 WHEN 7 THEN NULL WHEN 17 THEN -999.0 WHEN 27 THEN -0.4
      ELSE (i * 7919 % 1000) / CASE WHEN sensor % 4 < 2 THEN 10.0 ELSE 10000.0 END END AS value,
    i % 700 = 5 AS "hasFlags", CAST(begins AS TIMESTAMPTZ) AS "periodStart",
    CAST(begins + INTERVAL 1 HOUR AS TIMESTAMPTZ) AS "periodEnd", 1::BIGINT AS "expectedCount", 1::BIGINT AS "observedCount",
    100.0::DOUBLE AS "percentComplete", 100.0::DOUBLE AS "percentCoverage", NULL::DOUBLE AS latitude, NULL::DOUBLE AS longitude,
    'America/Mexico_City' AS timezone, CAST(civil::DATE AS VARCHAR) AS "localDate", CAST(hour(civil) AS BIGINT) AS "localHour",
    -360::BIGINT AS "utcOffsetMinutes", CAST(begins AS TIMESTAMPTZ) AS "localHourStart", 1440::BIGINT AS "localDayMinutes",
    CAST(civil::DATE AS VARCHAR) AS "localStandardDate", format('{:016x}', i) AS "contentHash", 'api' AS source,
    CAST(seen AS TIMESTAMPTZ) AS "firstSeenAt", CAST(seen AS TIMESTAMPTZ) AS "lastSeenAt"
  FROM local, LATERAL (SELECT begins + INTERVAL 2 HOURS + INTERVAL 1 DAY * (i - reading) AS seen) AS fetched`;

const locations = `
  SELECT id || ':00000000000000bb' AS _id, CAST(id AS BIGINT) AS "locationId", 'Station ' || id AS name, NULL::VARCHAR AS locality,
    'America/Mexico_City' AS timezone, 157::BIGINT AS "countryId", 'MX' AS "countryCode", 'Mexico' AS "countryName",
    4::BIGINT AS "ownerId", 'Owner' AS "ownerName", 62::BIGINT AS "providerId", 'Provider' AS "providerName",
    false AS "isMobile", true AS "isMonitor", 20.6::DOUBLE AS latitude, -103.4::DOUBLE AS longitude,
    [{'instrumentId': 2::BIGINT, 'name': 'Monitor'}] AS instruments,
    [{'licenceId': 33::BIGINT, 'name': 'CC BY 4.0', 'attributionName': 'Provider', 'attributionUrl': NULL::VARCHAR,
      'dateFrom': '2016-03-06', 'dateTo': NULL::VARCHAR}] AS licences,
    list_transform(range(greatest(1, 4 * id - 4), 4 * id), sensor -> {'sensorId': sensor, 'name': 'sensor',
      'parameterId': CAST([2, 1, 10, 7][1 + sensor % 4] AS BIGINT), 'parameterName': ['pm25', 'pm10', 'o3', 'no2'][1 + sensor % 4],
      'unit': CASE WHEN sensor % 4 < 2 THEN 'µg/m³' ELSE 'ppm' END, 'displayName': NULL::VARCHAR}) AS sensors,
    '00000000000000bb' AS "contentHash", CAST(epoch_ms(${start}) AS TIMESTAMPTZ) AS "firstSeenAt",
    CAST(epoch_ms(${start}) AS TIMESTAMPTZ) AS "lastSeenAt"
  FROM range(1, ${sensors / 4 + 2}) AS stations(id)`;

/** Writes raw documents as Parquet, as `spark/job.py --raw-parquet` reads them. */
export async function writeDocuments(folder: string, documents: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'`);
    for (const [collection, query] of Object.entries({ measurements: measurements(documents), locations })) {
      mkdirSync(join(folder, collection), { recursive: true });
      await connection.run(`COPY (${query}) TO '${join(folder, collection, 'part.parquet')}' (FORMAT parquet)`);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
