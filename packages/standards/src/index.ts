export type { Source } from './source.ts';

export { normaliseUnit, unitSpellings, type Unit } from './units.ts';
export { findParameter, molarMassSource, parameters, type Parameter } from './parameters.ts';
export { conversionFactor, conversionSource, molarVolume, whoReferenceTemperature } from './conversions.ts';

export { openaqLimits, openaqLimitSource, type Limit } from './limits.ts';
export { noiseFloor, noiseFloors, type NoiseFloor } from './noise-floors.ts';
export { fallbackRange, ranges, type Range } from './ranges.ts';
export { sentinelCodes, type Sentinel } from './sentinels.ts';
export { flags, type Flag } from './flags.ts';

export { whoGuidelines, type Guideline } from './guidelines.ts';
export { completeness } from './completeness.ts';

export { referenceTables, type ReferenceTable } from './reference-tables.ts';
