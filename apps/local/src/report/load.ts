import type { StageAccounting } from '@airstar/schemas';
import { completeness } from '@airstar/standards';
import { assembleFlags, assembleParameters, assembleStations, bySensor } from './assemble.ts';
import { chooseSensors, type SensorChoice } from './choice.ts';
import type { DataSetCredit, ReportData, ReportExtent, ReportRun, SensorCompleteness } from './data.ts';
import { completenessRows, dailyEightHourMaxima, dailyMeans, type DayRow } from './queries/days.ts';
import { factRowCount, flagRows } from './queries/flags.ts';
import { hourRows, weekdayHourRows } from './queries/hours.ts';
import { latestRows, sensorRows } from './queries/sensors.ts';
import { licenceRows, stationRows, type StationRow } from './queries/stations.ts';
import type { Query } from './query.ts';
import { detailedDays } from './time-axis.ts';
import { sqlWindow, type SqlWindow } from './window.ts';

export interface ReportOptions {
  readonly run: ReportRun;
  /** One entry per stage of the run; empty where none is known. */
  readonly accounting: readonly StageAccounting[];
  /** Credits for recorded data. Default: none. */
  readonly dataSets?: readonly DataSetCredit[];
  /** Stations with charts, those with the most readings. Default: 12; fewer over long windows, to keep the page light. */
  readonly maximumStations?: number;
  /** Rows of the completeness strip. Default: 60. */
  readonly maximumSensors?: number;
}

const maximumSilentStations = 40;
const sensorsPerFlag = 5;
// What keeps a page below 2.5 MB: a day of a station costs some 200 bytes, an hour of a sensor some 12.
const stationDayBudget = 5_000;
const hourBudget = 60_000;

/**
 * Reads from the star schema what a report of the run's window shows. Sums are made in the database; what comes back grows with
 * the number of charted stations, not with the number of readings.
 *
 * @throws {z.ZodError} The database gave rows of another shape: its schema is of another version.
 * @example
 * const query = async (sql: string, parameters?: readonly unknown[]) => (await pool.query(sql, [...(parameters ?? [])])).rows;
 * const data = await loadReportData(query, { run, accounting });
 */
export async function loadReportData(query: Query, options: ReportOptions): Promise<ReportData> {
  const { run, accounting, dataSets = [] } = options;
  const rows = await stationRows(query, run, stationLimit(options), maximumSilentStations);
  const window = sqlWindow(run, rows[0]?.timezone ?? 'UTC');
  const charted = rows.filter((row) => row.readings > 0).map((row) => row.location_id);
  const choice = chooseSensors(await sensorRows(query, charted, window), charted, options.maximumSensors ?? 60);
  return {
    run,
    accounting,
    dataSets,
    factRows: await factRowCount(query, window),
    extent: extentOf(rows, choice),
    stations: await stations(query, rows, window),
    parameters: await parameters(query, choice, window),
    completeness: await completenessOf(query, choice, window),
    flags: assembleFlags(await flagRows(query, window, sensorsPerFlag)),
  };
}

function stationLimit({ run, maximumStations = 12 }: ReportOptions): number {
  const days = Math.max((run.window.to - run.window.from) / 86_400_000, 1);
  return Math.max(Math.min(maximumStations, Math.floor(stationDayBudget / days)), 1);
}

function extentOf(rows: readonly StationRow[], choice: SensorChoice): ReportExtent {
  return {
    stationsKnown: rows[0]?.known ?? 0,
    stationsWithReadings: rows[0]?.active ?? 0,
    stationsCharted: rows.filter((row) => row.readings > 0).length,
    parametersKnown: choice.parametersKnown,
    parametersCharted: choice.parameters.length,
    sensorsKnown: choice.sensorsKnown,
    sensorsShown: choice.strip.length,
    coverageThresholdPercent: completeness.thresholdPercent,
  };
}

async function stations(query: Query, rows: readonly StationRow[], window: SqlWindow) {
  const ids = rows.map((row) => row.location_id);
  const licences = await licenceRows(query, ids, window.firstDate, window.lastDate);
  return assembleStations(rows, licences, await latestRows(query, ids, window));
}

async function parameters(query: Query, choice: SensorChoice, window: SqlWindow) {
  const sensors = choice.parameters.flatMap((parameter) => parameter.sensors);
  const ids = sensors.map((sensor) => sensor.sensor_id);
  const showsHours = window.days <= detailedDays && ids.length * window.days * 24 <= hourBudget;
  const hours = showsHours ? await hourRows(query, ids, window) : [];
  const weekdayHours = await weekdayHourRows(query, ids, window);
  return assembleParameters(choice.parameters, { days: await days(query, choice, window), hours, weekdayHours });
}

async function days(query: Query, { parameters: chosen }: SensorChoice, window: SqlWindow): Promise<DayRow[]> {
  const isRunning = ({ guideline }: SensorChoice['parameters'][number]) => guideline?.averaging === '8 h';
  const ids = (wanted: typeof chosen) => wanted.flatMap(({ sensors }) => sensors.map((sensor) => sensor.sensor_id));
  const means = await dailyMeans(query, ids(chosen.filter((one) => !isRunning(one))), window);
  return [...means, ...(await dailyEightHourMaxima(query, ids(chosen.filter(isRunning)), window))];
}

async function completenessOf(query: Query, { strip }: SensorChoice, window: SqlWindow): Promise<SensorCompleteness[]> {
  const ids = strip.map((sensor) => sensor.sensor_id);
  const rows = bySensor(await completenessRows(query, ids, window));
  return strip.map(({ sensor_id: sensorId, location_id: locationId, parameter }) => ({
    sensorId,
    locationId,
    parameter,
    days: rows(sensorId).map(({ date, percent }) => ({ date, percentComplete: percent })),
  }));
}
