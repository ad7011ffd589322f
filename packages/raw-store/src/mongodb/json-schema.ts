/** As much of JSON Schema (draft 2020-12) as the contracts of raw documents use. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly description?: string;
}

/** Properties that hold a number, or a number or null. */
export const numericProperties = ({ properties = {} }: JsonSchema): string[] =>
  Object.keys(properties).filter((name) => typesOf(properties[name]).some((type) => isNumeric(type)));

/** Properties that hold epoch milliseconds. */
export const instantProperties = ({ properties = {} }: JsonSchema): string[] =>
  Object.keys(properties).filter((name) => properties[name]?.format === 'epoch-milliseconds');

const isNumeric = (type: string): boolean => type === 'number' || type === 'integer';

const typesOf = ({ type = [], anyOf = [] }: JsonSchema = {}): string[] => [...[type].flat(), ...anyOf.flatMap(typesOf)];
