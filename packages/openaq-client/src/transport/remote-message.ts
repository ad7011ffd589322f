import { z } from 'zod';

const located = z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
/** The shape announced in openaq/openaq-api pull request 396. */
const announced = z.object({ location: z.unknown(), message: z.string() });

const longest = 300;
const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};

/** Some 422 bodies are a JSON string that holds the `repr` of a Python list of dicts. */
function pythonProblems(text: string): string[] {
  const entry = /'loc': \(([^)]*)\), 'msg': ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;
  return [...text.matchAll(entry)].map(([, loc = '', msg = '']) => {
    const path = loc.split(',').map((part) => part.trim().replace(/^'|'$/g, ''));
    return `${path.filter((part) => part !== '').join('.')}: ${msg.slice(1, -1).replaceAll("\\'", "'")}`;
  });
}

function entryProblem(entry: unknown): string {
  const pydantic = located.safeParse(entry);
  if (pydantic.success) return `${pydantic.data.loc.join('.')}: ${pydantic.data.msg}`;
  const coming = announced.safeParse(entry);
  if (coming.success) return `${[coming.data.location].flat().join('.')}: ${coming.data.message}`;
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

function stringProblems(text: string): string[] {
  const found = pythonProblems(text);
  return found.length > 0 ? found : [text];
}

function valueProblems(value: unknown): string[] {
  if (typeof value === 'string') return stringProblems(value);
  if (Array.isArray(value)) return value.map(entryProblem);
  if (typeof value !== 'object' || value === null) return [];
  const body = value as { readonly errors?: unknown; readonly detail?: unknown; readonly message?: unknown };
  if (Array.isArray(body.errors) && body.errors.length > 0) return valueProblems(body.errors);
  return valueProblems(body.detail ?? body.message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway answers in HTML or plain text: the text itself is the message.
    return text;
  }
}

/**
 * What the body of a failed request says, one readable entry for each problem. Bodies come from the firewall
 * (`{"message"}`), the application (`{"detail"}` with a text or a list), its validation (a JSON string with Python
 * text or a sentence) and gateways (anything).
 */
export function readRemoteMessage(text: string): string[] {
  return valueProblems(parsed(text))
    .map(shorten)
    .filter((problem) => problem !== '');
}
