import { onTestFinished } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../src/index.ts';

/** A simulator that ends with the test that started it. */
export async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

interface Stamp {
  readonly utc: string;
  readonly local: string;
}

export interface LocationRow {
  readonly id: number;
  readonly name: string;
  readonly country: { readonly code: string };
  readonly provider: { readonly id: number };
  readonly isMonitor: boolean;
  readonly instruments: readonly { readonly id: number }[];
  readonly sensors: readonly { readonly id: number; readonly parameter: { readonly id: number } }[];
  readonly licenses: readonly { readonly id: number }[] | null;
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  readonly distance: number | null;
}

export interface SensorRow {
  readonly id: number;
  readonly name: string;
  readonly datetimeFirst: Stamp;
  readonly datetimeLast: Stamp;
  readonly coverage: object;
  readonly latest: { readonly value: number };
  readonly summary: object;
}

export interface MeasurementRow {
  readonly value: number | null;
  readonly flagInfo: { readonly hasFlags: boolean };
  readonly period: { readonly datetimeFrom: Stamp; readonly datetimeTo: Stamp };
}

interface Page<Row> {
  readonly meta: { readonly name: string; readonly found: number | string };
  readonly results: readonly Row[];
}

export class Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor({ status, headers }: Response, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  /** The body as JSON; throws where it is none. */
  json(): unknown {
    return JSON.parse(this.text);
  }

  locations(): Page<LocationRow> {
    return JSON.parse(this.text) as Page<LocationRow>;
  }

  sensors(): Page<SensorRow> {
    return JSON.parse(this.text) as Page<SensorRow>;
  }

  measurements(): Page<MeasurementRow> {
    return JSON.parse(this.text) as Page<MeasurementRow>;
  }
}

export async function ask(simulator: Simulator, path: string, init?: RequestInit): Promise<Reply> {
  const response = await fetch(simulator.url + path, init);
  return new Reply(response, await response.text());
}

export const hour = 3_600_000;

/** An instant as the API takes it. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/** The ids of a page of locations or sensors. */
export function ids(reply: Reply): number[] {
  return reply.locations().results.map(({ id }) => id);
}

/** Period ends of a page of measurements. */
export function ends(reply: Reply): string[] {
  return reply.measurements().results.map(({ period }) => period.datetimeTo.utc);
}
