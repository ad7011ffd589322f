import type { StationReport } from './data.ts';

/**
 * Names by location id, each once. Networks publish the same site under the same name: the one with readings keeps it, others
 * get their provider beside it, and their id where that is not enough.
 */
export function stationNames(stations: readonly StationReport[]): (locationId: number) => string {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const { locationId, name, provider } of stations) {
    const plain = name.trim();
    const free = [plain, `${plain} (${provider})`].find((one) => !taken.has(one)) ?? `${plain} (${locationId})`;
    taken.add(free);
    names.set(locationId, free);
  }
  return (locationId) => names.get(locationId) ?? `station ${locationId}`;
}
