import { Rejections } from './rejection.ts';

const largestInteger = 2_147_483_647;
const integerText = /^\s*[+-]?\d+(_\d+)*(\.0+)?\s*$/;
const unreadableInteger = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
};

/** Reads the parameters of one request, and gathers everything that is wrong with them. */
export class ParameterReader {
  readonly rejections = new Rejections();
  readonly #query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.#query = query;
  }

  /** A scalar given twice: the last one wins. */
  text(name: string): string | undefined {
    return this.#query.getAll(name).at(-1);
  }

  /** A path id, ≥ 1. The database knows 32 bits, and the server does not look before. */
  pathId(name: string, text: string): number {
    const value = this.#parseInteger(['path', name], text) ?? 1;
    if (value < 1) this.#atLeastOne(name, value);
    if (value > largestInteger) this.rejections.crash();
    return value;
  }

  limit(): number {
    const value = this.#positive('limit', 100);
    if (value > 1000) {
      const ctx = { le: 1000 };
      const msg = 'Input should be less than or equal to 1000';
      this.rejections.outOfRange({ type: 'less_than_equal', loc: ['query', 'limit'], msg, input: value, ctx });
    }
    return value;
  }

  page(): number {
    return this.#positive('page', 1);
  }

  /** Comma-separated, repeated, or both. */
  integerList(name: string): readonly number[] | undefined {
    const given = this.#query.getAll(name);
    if (given.length === 0) return undefined;
    const items = given.flatMap((text) => text.split(',')).map((text) => text.trim());
    const values = items.map((text, index) => this.#parseInteger(['query', name, index], text) ?? 0);
    if (values.some((value) => Math.abs(value) > largestInteger)) this.rejections.crash();
    return values;
  }

  /** A whole number of metres, 1…25000. */
  radius(): number | undefined {
    const text = this.text('radius');
    if (text === undefined) return undefined;
    const loc = ['query', 'radius'];
    const value = this.#parseInteger(loc, text);
    if (value === undefined) return undefined;
    const wrong = (type: string, msg: string, ctx: Record<string, number>): void =>
      this.rejections.wrongType({ type, loc, msg, input: text, ctx });
    if (value > 25_000) wrong('less_than_equal', 'Input should be less than or equal to 25000', { le: 25_000 });
    if (value <= 0) wrong('greater_than', 'Input should be greater than 0', { gt: 0 });
    return value;
  }

  boolean(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const lower = text.toLowerCase();
    if (['true', '1', 'yes', 'on', 't', 'y'].includes(lower)) return true;
    if (['false', '0', 'no', 'off', 'f', 'n'].includes(lower)) return false;
    const msg = 'Input should be a valid boolean, unable to interpret input';
    this.rejections.wrongType({ type: 'bool_parsing', loc: ['query', name], msg, input: text });
    return undefined;
  }

  /** One of the words, exactly: no other case. */
  choice(name: string, words: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined || words.includes(text)) return text;
    const expected = words.map((word) => `'${word}'`).join(' or ');
    const msg = `Input should be ${expected}`;
    this.rejections.wrongType({ type: 'enum', loc: ['query', name], msg, input: text, ctx: { expected } });
    return undefined;
  }

  #positive(name: string, byDefault: number): number {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const value = this.#parseInteger(['query', name], text) ?? byDefault;
    if (value <= 0) {
      const msg = 'Input should be greater than 0';
      this.rejections.outOfRange({ type: 'greater_than', loc: ['query', name], msg, input: value, ctx: { gt: 0 } });
    }
    return value;
  }

  #atLeastOne(name: string, input: number): void {
    const msg = 'Input should be greater than or equal to 1';
    // The location says `query` for a path parameter: a quirk of the real server.
    this.rejections.outOfRange({ type: 'greater_than_equal', loc: ['query', name], msg, input, ctx: { ge: 1 } });
  }

  #parseInteger(loc: readonly (string | number)[], text: string): number | undefined {
    if (integerText.test(text)) return Number(text.replaceAll('_', ''));
    this.rejections.wrongType({ ...unreadableInteger, loc, input: text });
    return undefined;
  }
}
