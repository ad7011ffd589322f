import avro from 'avsc';

/** As it was parsed: a committed version of a schema need not be one that our types describe. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * Why messages of the old schema could not be read with the new one (BACKWARD), one line for each field; empty where
 * they can. Avro's own resolver decides; the fields are compared to say where.
 */
export function incompatibilities(subject: string, older: unknown, newer: unknown): string[] {
  const found = differences(older, newer, '');
  const verdict = refusal(older, newer);
  if (verdict === undefined) return [];
  return (found.length > 0 ? found : [verdict]).map((line) => `${subject}: ${line}`);
}

function differences(older: unknown, newer: unknown, path: string): string[] {
  const [writer, reader] = [recordIn(older), recordIn(newer)];
  if (writer && reader) return fieldsOf(reader).flatMap((field) => fieldDifferences(writer, field, path));
  const verdict = refusal(older, newer);
  return verdict === undefined ? [] : [`field ${path} changes its type: ${verdict}`];
}

function fieldDifferences(writer: Schema, field: Schema, path: string): string[] {
  const name = String(field['name']);
  const place = path === '' ? name : `${path}.${name}`;
  const before = fieldsOf(writer).find((each) => each['name'] === name);
  if (before) return differences(before['type'], field['type'], place);
  if ('default' in field) return [];
  return [`field ${place} is new or renamed and has no default: older messages do not hold it`];
}

function refusal(older: unknown, newer: unknown): string | undefined {
  try {
    avro.Type.forSchema(newer as avro.Schema).createResolver(avro.Type.forSchema(older as avro.Schema));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The record that a type is, may be, or has as its items. */
function recordIn(type: unknown): Schema | undefined {
  if (Array.isArray(type)) return type.map(recordIn).find((each) => each !== undefined);
  if (!isObject(type)) return undefined;
  return type['type'] === 'array' ? recordIn(type['items']) : type['type'] === 'record' ? type : undefined;
}

const fieldsOf = ({ fields }: Schema): Schema[] => (Array.isArray(fields) ? fields.filter(isObject) : []);

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
