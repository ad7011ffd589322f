/** A remark of ours on one reading. Several stand together as the sum of their bits. */
export interface Flag {
  /** A power of two. */
  readonly bit: number;
  readonly code: string;
  readonly description: string;
  /** Whether the value is null because of it, or kept and left out of statistics, or kept and used. */
  readonly effect: 'null' | 'unusable' | 'usable';
}

/** Every flag of the transform. Bits are stored: they are never reused or renumbered. */
export const flags = [
  { bit: 1, code: 'MISSING', description: 'OpenAQ knows the period and published no value.', effect: 'null' },
  {
    bit: 2,
    code: 'SENTINEL',
    description: 'The value is an error code of the instrument or provider, not a measurement.',
    effect: 'null',
  },
  {
    bit: 4,
    code: 'NEGATIVE_SMALL',
    description: 'Below zero within the noise of the instrument: kept, because zero would bias means upwards.',
    effect: 'usable',
  },
  {
    bit: 8,
    code: 'NEGATIVE',
    description: 'Below the noise of the instrument, for a quantity that cannot be negative.',
    effect: 'null',
  },
  { bit: 16, code: 'RANGE', description: 'Outside the plausible range of the parameter.', effect: 'unusable' },
  {
    bit: 32,
    code: 'SOURCE_FLAGGED',
    description: 'OpenAQ has a flag on the sensor or its station for this period.',
    effect: 'usable',
  },
  {
    bit: 64,
    code: 'UNIT_UNKNOWN',
    description: 'The unit cannot be turned into the canonical unit of the parameter: the value is as published.',
    effect: 'unusable',
  },
] as const satisfies readonly Flag[];
