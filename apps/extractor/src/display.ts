import { MultiBar, Presets } from 'cli-progress';
import type { ExtractProgress } from './run.ts';

/** How far the extraction is, for a person. */
export interface Display {
  update(progress: ExtractProgress): void;
  /** Says something beside. */
  line(text: string): void;
  /** Leaves the last state to be read. */
  close(): void;
}

export interface DisplayOptions {
  readonly stream: NodeJS.WriteStream;
  /** Epoch milliseconds. Default `Date.now`. */
  readonly clock?: () => number;
}

/** A bar on a terminal; elsewhere a line, at most every 10 s and at the end. */
export function createDisplay({ stream, clock = Date.now }: DisplayOptions): Display {
  return stream.isTTY ? createBar(stream) : createLines(stream, clock);
}

const number = (count: number): string => count.toLocaleString('en-US');

function createBar(stream: NodeJS.WriteStream): Display {
  const format = '{bar} {value}/{total} sensors, {published} readings';
  const bars = new MultiBar({ stream, format, hideCursor: true, barsize: 30 }, Presets.shades_classic);
  let bar: ReturnType<MultiBar['create']> | undefined;
  return {
    update: ({ sensors, sensorsDone, published }) => {
      bar ??= bars.create(sensors, 0, { published: '0' });
      bar.update(sensorsDone, { published: number(published) });
    },
    line: (text) => (bar ? bars.log(`${text}\n`) : stream.write(`${text}\n`)),
    close: () => bars.stop(),
  };
}

const quietMs = 10_000;

function createLines(stream: NodeJS.WritableStream, clock: () => number): Display {
  let saidAt = -Infinity;
  let pending: ExtractProgress | undefined;
  const say = ({ sensors, sensorsDone, published }: ExtractProgress): void => {
    stream.write(`${sensorsDone} of ${sensors} sensors, ${number(published)} readings published\n`);
    saidAt = clock();
    pending = undefined;
  };
  return {
    update: (progress) => {
      if (clock() - saidAt >= quietMs) say(progress);
      else pending = progress;
    },
    line: (text) => stream.write(`${text}\n`),
    close: () => pending && say(pending),
  };
}
