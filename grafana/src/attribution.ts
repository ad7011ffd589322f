import type { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { link, table } from './panels.ts';

/** Whose data they are. Stands open on every board that shows readings, as their licences ask. */
export const attribution = (sql: string): Table =>
  table('Data: OpenAQ and these providers', sql)
    .description(
      'Each station as it holds in the range of the board. Limits: WHO global air quality guidelines, 2021. ' +
        'Whoever hands these figures on has to name the sources too.',
    )
    .overrideByName('Address', [link('Open', '${__value.raw}')]);
