import { findParameter, type Parameter } from './parameters.ts';
import type { Source } from './source.ts';
import type { Unit } from './units.ts';

// CODATA 2018 (exact since the SI of 2019), J/(mol·K), and the pressure at which gas masses are stated, Pa.
const GAS_CONSTANT = 8.314462618;
const STANDARD_PRESSURE = 101_325;
const ICE_POINT_KELVIN = 273.15;

/** Temperature at which WHO and US EPA state gas masses, °C. The EU and the UK use 20, New South Wales 0. */
export const whoReferenceTemperature = 25;

/** Source of µg/m³ = ppb × M / Vm and of its values at 20 °C. */
export const conversionSource: Source = {
  document: 'Defra, Conversion factors between ppb and µg m⁻³ and ppm and mg m⁻³',
  section: 'table',
  date: '2014',
};

interface Scale {
  readonly quantity: 'mass' | 'mixing ratio';
  /** In µg/m³ or in ppb. */
  readonly size: number;
}

const scales: Readonly<Partial<Record<Unit, Scale>>> = {
  '\u00b5g/m³': { quantity: 'mass', size: 1 },
  'mg/m³': { quantity: 'mass', size: 1000 },
  'ng/m³': { quantity: 'mass', size: 0.001 },
  ppb: { quantity: 'mixing ratio', size: 1 },
  ppm: { quantity: 'mixing ratio', size: 1000 },
  pphm: { quantity: 'mixing ratio', size: 10 },
};

/**
 * Litres that one mole of an ideal gas fills at 101.325 kPa: R·T/P.
 *
 * @param temperature - °C.
 * @example
 * molarVolume(25); // 24.465…
 */
export function molarVolume(temperature: number): number {
  return (GAS_CONSTANT * (temperature + ICE_POINT_KELVIN) * 1000) / STANDARD_PRESSURE;
}

/** Whether a value of the parameter can be stated in the unit at all: particles have no mixing ratio. */
export function isMeasuredIn(parameter: Parameter, unit: Unit): boolean {
  const canonical = scales[parameter.canonicalUnit];
  if (canonical === undefined)
    return unit === parameter.canonicalUnit || (parameter.canonicalUnit === '°C' && unit === '°F');
  const scale = scales[unit];
  return scale !== undefined && (parameter.molarMass !== null || scale.quantity === canonical.quantity);
}

/** Whether both units state the same quantity, so that no temperature enters the factor between them. */
export function isSameQuantity(from: Unit, to: Unit): boolean {
  return from === to || (scales[from] !== undefined && scales[from].quantity === scales[to]?.quantity);
}

/**
 * The factor that turns a value of a parameter in one unit into another, or `undefined` where no factor can: an
 * unknown parameter, a mixing ratio of particles, Fahrenheit to Celsius.
 *
 * Source: {@link conversionSource}.
 *
 * @param referenceTemperature - °C at which the mass of a gas is stated; 25 (WHO) where absent.
 * @example
 * conversionFactor('no2', 'ppb', 'µg/m³', 20); // 1.9125…
 */
export function conversionFactor(
  parameterName: string,
  from: Unit,
  to: Unit,
  referenceTemperature: number = whoReferenceTemperature,
): number | undefined {
  const parameter = findParameter(parameterName);
  if (parameter === undefined || !isMeasuredIn(parameter, from) || !isMeasuredIn(parameter, to)) return undefined;
  if (from === to) return 1;
  const [source, target] = [scales[from], scales[to]];
  if (source === undefined || target === undefined) return undefined;
  const ratio = source.size / target.size;
  if (source.quantity === target.quantity || parameter.molarMass === null) return ratio;
  const microgramsPerPpb = parameter.molarMass / molarVolume(referenceTemperature);
  return source.quantity === 'mixing ratio' ? ratio * microgramsPerPpb : ratio / microgramsPerPpb;
}
