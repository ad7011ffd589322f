/** OpenAQ's names of parameters that share their rules. */
export const particleMasses = ['pm1', 'pm25', 'pm25-old', 'pm4', 'pm10', 'pm100'] as const;

/** `bc_880` is black carbon by its absorption at 880 nm. */
export const blackCarbon = ['bc', 'bc_370', 'bc_375', 'bc_470', 'bc_528', 'bc_625', 'bc_880'] as const;

export const particleCounts = ['ufp', 'pn', 'um003', 'um005', 'um010', 'um025', 'um050', 'um100'] as const;

/** Gases of which OpenAQ states limits in every unit they come in. */
export const regulatedGases = ['o3', 'ozone', 'no2', 'no', 'nox', 'so2'] as const;

export const temperatures = ['temperature', 'ambient_temp'] as const;

export const humidities = ['relativehumidity', 'humidity', 'rh'] as const;
