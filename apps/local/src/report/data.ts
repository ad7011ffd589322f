import type { EpochMilliseconds, StageAccounting } from '@airstar/schemas';

/** Everything one report shows. Instants are UTC, dates are civil dates of the station, values carry their unit beside them. */
export interface ReportData {
  readonly run: ReportRun;
  /** One entry per stage of the run that is reported; empty when no run was recorded. */
  readonly accounting: readonly StageAccounting[];
  /** Rows of `fact_measurement` whose period ends in the window, counted in the table; null when nobody counted. */
  readonly factRows: number | null;
  readonly extent: ReportExtent;
  /** Stations that are drawn: first those with readings, most readings first, then those without. */
  readonly stations: readonly StationReport[];
  readonly parameters: readonly ParameterReport[];
  readonly completeness: readonly SensorCompleteness[];
  readonly flags: readonly FlagReport[];
  /** Credits for data that did not come from the live API, such as a recorded data set. */
  readonly dataSets: readonly DataSetCredit[];
}

export interface ReportRun {
  /** In words, for the header: `recorded OpenAQ data`, `OpenAQ API`. */
  readonly source: string;
  /** Half-open on period end: from < end ≤ to. */
  readonly window: { readonly from: EpochMilliseconds; readonly to: EpochMilliseconds };
  readonly generatedAt: EpochMilliseconds;
  readonly batchId: string | null;
  readonly version: string;
  /** The command that made the report, so that the reader can repeat it. */
  readonly command: string;
}

/** How much there is against how much is drawn. */
export interface ReportExtent {
  readonly stationsKnown: number;
  readonly stationsWithReadings: number;
  readonly stationsCharted: number;
  readonly parametersKnown: number;
  readonly parametersCharted: number;
  /** Sensors of the charted stations. */
  readonly sensorsKnown: number;
  readonly sensorsShown: number;
  /** Share of the slots that a day needs to be judged. */
  readonly coverageThresholdPercent: number;
}

export interface StationReport {
  readonly locationId: number;
  readonly name: string;
  readonly locality: string | null;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** IANA zone. */
  readonly timezone: string;
  readonly provider: string;
  readonly owner: string;
  readonly licences: readonly LicenceReport[];
  /** Readings in the window, flagged ones included. 0: the station is known but was silent. */
  readonly readings: number;
  /** Newest usable reading of each parameter. */
  readonly latest: readonly LatestReading[];
}

export interface LicenceReport {
  readonly name: string;
  readonly attributionName: string | null;
  readonly attributionUrl: string | null;
}

export interface LatestReading {
  readonly parameter: string;
  readonly value: number;
  readonly unit: string;
  readonly periodEnd: EpochMilliseconds;
  /** Flag codes; empty for most. */
  readonly flags: readonly string[];
}

/** A limit that a day is judged against. */
export interface Guideline {
  /** Who says so, short enough for a chart: `WHO 2021`. */
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** `24 h` compares the daily mean, `8 h` the highest running eight-hour mean of the day. */
  readonly averaging: '24 h' | '8 h';
  readonly source: string;
}

/** One pollutant (or other quantity) at every charted station that measures it. */
export interface ParameterReport {
  /** OpenAQ name: `pm25`. */
  readonly name: string;
  readonly unit: string;
  readonly guideline: Guideline | null;
  readonly stations: readonly StationSeries[];
  /** Mean over all charted stations; hours without a reading are left out. */
  readonly weekdayHours: readonly WeekdayHour[];
}

export interface StationSeries {
  readonly locationId: number;
  readonly sensorId: number;
  /** Ascending, valid hours only; empty when the window is too long to draw hours. A missing hour is a gap. */
  readonly hours: readonly HourValue[];
  /** Ascending. A missing day is a gap. */
  readonly days: readonly DayValue[];
}

export interface HourValue {
  readonly start: EpochMilliseconds;
  readonly utcOffsetMinutes: number;
  readonly mean: number | null;
}

/** What the guideline of the parameter judges: the daily mean, or the highest running eight-hour mean. */
export interface DayValue {
  readonly date: string;
  readonly value: number | null;
  /** Coverage reached the threshold, so that the day may be judged. */
  readonly isValid: boolean;
}

export interface WeekdayHour {
  /** ISO: Monday is 1. */
  readonly weekday: number;
  readonly hour: number;
  readonly mean: number;
}

export interface SensorCompleteness {
  readonly sensorId: number;
  readonly locationId: number;
  readonly parameter: string;
  readonly days: readonly { readonly date: string; readonly percentComplete: number }[];
}

export interface FlagReport {
  readonly code: string;
  readonly description: string;
  readonly count: number;
  /** Sensors that carry it most. */
  readonly sensors: readonly FlaggedSensor[];
}

export interface FlaggedSensor {
  readonly sensorId: number;
  readonly locationId: number;
  readonly station: string;
  readonly parameter: string;
  readonly count: number;
  /** The newest such reading, as published and as kept. */
  readonly example: {
    readonly periodEnd: EpochMilliseconds;
    readonly valuePublished: number | null;
    readonly unitPublished: string;
    readonly valueKept: number | null;
    readonly unitKept: string;
  };
}

export interface DataSetCredit {
  readonly name: string;
  readonly licence: string;
  readonly attribution: string;
  readonly url: string | null;
}
