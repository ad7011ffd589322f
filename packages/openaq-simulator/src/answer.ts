/** What the simulated server decided to say, before transport headers and compression. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/** The shape of FastAPI's HTTPException: `{"detail": "…"}`. */
export function detailAnswer(status: number, detail: string): Answer {
  return jsonAnswer(status, { detail });
}

/** What an exception nobody foresaw becomes on the real server: text, although its documentation promises a JSON 422. */
export const internalServerError: Answer = {
  status: 500,
  contentType: 'text/plain; charset=utf-8',
  body: 'Internal Server Error',
};
