import type { Dataset } from './dataset.ts';

/** Serves several data sets as one. Where two know the same id, the first of them answers. */
export function unionDataset(...datasets: readonly Dataset[]): Dataset {
  const first = <Found>(find: (dataset: Dataset) => Found | undefined): Found | undefined => {
    for (const dataset of datasets) {
      const found = find(dataset);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const knowing = (find: (dataset: Dataset) => unknown): Dataset | undefined =>
    datasets.find((dataset) => find(dataset) !== undefined);
  return {
    locations: () =>
      datasets
        .flatMap((dataset, index) =>
          [...dataset.locations()].filter(({ id }) => !datasets.slice(0, index).some((one) => one.location(id))),
        )
        .sort((a, b) => a.id - b.id),
    location: (id) => first((dataset) => dataset.location(id)),
    sensor: (id) => first((dataset) => dataset.sensor(id)),
    sensorsOf: (id) => knowing((dataset) => dataset.location(id))?.sensorsOf(id) ?? [],
    measurements: (id, window, slice) =>
      knowing((dataset) => dataset.sensor(id))?.measurements(id, window, slice) ?? [],
  };
}
