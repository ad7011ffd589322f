import { stringify } from 'yaml';
import { alertFile, escaped } from './alerts.ts';
import { airNow } from './boards/air-now.ts';
import { pipelineBoard } from './boards/pipeline.ts';
import { stationBoard } from './boards/station.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated file of this folder, by its path. The folder of a board is its folder in Grafana. */
export const files = (): Readonly<Record<string, string>> => ({
  'dashboards/Air/air-now.json': json(airNow),
  'dashboards/Air/station.json': json(stationBoard),
  'dashboards/Pipeline/pipeline.json': json(pipelineBoard),
  'provisioning/alerting/airstar.yaml': `# Written by src/generate.ts.\n${stringify(escaped(alertFile()), { lineWidth: 0 })}`,
});
