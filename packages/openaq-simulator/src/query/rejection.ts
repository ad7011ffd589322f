import { internalServerError, jsonAnswer, type Answer } from '../answer.ts';
import { pythonRepr } from './python-repr.ts';

/** One entry of a pydantic error list. */
export interface FieldError {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: string | number;
  readonly ctx?: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with the parameters of a request. The server validates twice: types first, then ranges and relations
 * in a model whose exceptions it turns into 422, or, where they cannot be written as JSON, into a plain 500.
 */
export class Rejections {
  readonly #types: FieldError[] = [];
  readonly #ranges: FieldError[] = [];
  #crashed = false;

  /** The value is not of its type: 422 with Python text. */
  wrongType(error: FieldError): void {
    this.#types.push(error);
  }

  /** The value is out of its range: 422 with a list of objects. */
  outOfRange(error: FieldError): void {
    this.#ranges.push(error);
  }

  /** The server fails on this one: 500. */
  crash(): void {
    this.#crashed = true;
  }

  answer(): Answer | undefined {
    if (this.#types.length > 0) {
      const list = this.#types.map((error) => pythonRepr(inOrder(error)));
      return jsonAnswer(422, `[${list.join(', ')}]`);
    }
    if (this.#crashed) return internalServerError;
    if (this.#ranges.length === 0) return undefined;
    const url = (type: string): string => `https://errors.pydantic.dev/2.13/v/${type}`;
    return jsonAnswer(422, { detail: this.#ranges.map((error) => ({ ...inOrder(error), url: url(error.type) })) });
  }
}

/** The keys in pydantic's order: the text of the answer shows it. */
function inOrder({ type, loc, msg, input, ctx }: FieldError) {
  return { type, loc, msg, input, ...(ctx && { ctx }) };
}
