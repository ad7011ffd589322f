import { generatedDataset, startSimulator } from '@airstar/openaq-simulator';

// A process of its own, so that the memory of the pipeline is not the memory of its source.
const [sensors, from, to] = process.argv.slice(2).map(Number);
const data = generatedDataset({ seed: 1, sensors: sensors ?? 0, from: from ?? 0, to: to ?? 0 });
const { url } = await startSimulator({ data });
process.stdout.write(`${url}\n`);
