import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { formatCount, formatSeconds } from './format.ts';

/** How a command tells a person what it is doing. Everything goes to standard error: standard output is for results. */
export interface Progress {
  line(text: string): void;
  /** A stage with a known amount of work. */
  start(stage: string, total: number, unit: string): void;
  advance(stage: string, done: number, note: string): void;
  finish(stage: string, summary: string, seconds: number): void;
  close(): void;
}

/** Bars on a terminal, one plain line for each finished stage elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? new BarProgress(stream) : new PlainProgress(stream);
}

const finishedLine = (stage: string, summary: string, seconds: number): string =>
  `${stage.padEnd(10)} ${summary} (${formatSeconds(seconds)})\n`;

class PlainProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  line(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  // A log file gains nothing from bars.
  start(): void {
    return;
  }
  advance(): void {
    return;
  }

  finish(stage: string, summary: string, seconds: number): void {
    this.#stream.write(finishedLine(stage, summary, seconds));
  }

  close(): void {
    return;
  }
}

class BarProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;
  #bars: MultiBar | undefined;
  readonly #running = new Map<string, SingleBar>();

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  line(text: string): void {
    if (this.#bars) this.#bars.log(`${text}\n`);
    else this.#stream.write(`${text}\n`);
  }

  start(stage: string, total: number, unit: string): void {
    this.#bars ??= new MultiBar(
      {
        stream: this.#stream,
        format: '{stage} {bar} {doneText}/{totalText} {unit} {note}',
        hideCursor: true,
        clearOnComplete: true,
        barsize: 30,
      },
      Presets.shades_classic,
    );
    const payload = { stage: stage.padEnd(10), unit, note: '', doneText: '0', totalText: formatCount(total) };
    this.#running.set(stage, this.#bars.create(total, 0, payload));
  }

  advance(stage: string, done: number, note: string): void {
    this.#running.get(stage)?.update(done, { note, doneText: formatCount(done) });
  }

  finish(stage: string, summary: string, seconds: number): void {
    const bar = this.#running.get(stage);
    if (bar) this.#bars?.remove(bar);
    this.#running.delete(stage);
    if (this.#running.size === 0) this.close();
    this.line(finishedLine(stage, summary, seconds).trimEnd());
  }

  close(): void {
    this.#bars?.stop();
    this.#bars = undefined;
  }
}
