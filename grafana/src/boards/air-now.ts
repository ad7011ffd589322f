import { MicrogramPerCubicMeter, Hours } from '@grafana/grafana-foundation-sdk/units';
import { attribution } from '../attribution.ts';
import { board, row } from '../board.ts';
import { map } from '../map.ts';
import { againstGuideline, atLeast, plain, rising } from '../palette.ts';
import { decimals, figures, filled, link, table, unit, width } from '../panels.ts';
import { attributionOfChosen } from '../queries/attribution.ts';
import * as latest from '../queries/latest.ts';
import { country, judgedParameter, locality } from '../variables.ts';

const times = 'suffix: × WHO';
const ratio = [unit(times), decimals(1), ...filled(againstGuideline)];
const concentration = [unit(MicrogramPerCubicMeter), decimals(1)];
const toStation = link(
  'This station',
  '/d/station?var-station=${__data.fields["OpenAQ id"]}&${parameter:queryparam}&${__url_time_range}',
);
const judgedBy =
  'The mean of the newest hours, over as many hours as the guideline of WHO is about: 24, for ozone 8. ' +
  'Judged only where three quarters of them were measured. Blue is within the guideline, orange and brown above it.';

const atAGlance = row(
  5,
  [
    figures('${parameter:text} against the WHO guideline', latest.headline, {
      'Stations above': { unit: 'none', steps: rising(1) },
      'Stations judged': { unit: 'none', steps: atLeast(1) },
      'Median station': { unit: times, steps: againstGuideline, decimals: 1 },
    }).description(judgedBy),
    14,
  ],
  [
    figures('News', latest.newestReading, {
      'Newest reading': { unit: Hours, steps: rising(3, 24), decimals: 1 },
      'Stations with readings': { unit: 'none', steps: atLeast(1) },
      'Stations known': { unit: 'none', steps: plain },
    }).description(
      'In the range of the board, and before its end. Providers publish late, by hours and sometimes by days.',
    ),
    10,
  ],
);

const where = row(
  14,
  [
    map('How is the air where I live?', latest.map, '× WHO', 'Station')
      .description(judgedBy)
      .overrideByName('× WHO', [unit(times), decimals(1)])
      .overrideByRegexp('/^(Mean|Last hour)$/', concentration),
    12,
  ],
  [
    table('Where is it worst?', latest.ranking)
      .description(judgedBy)
      .overrideByName('× WHO', [...ratio, width(110)])
      .overrideByRegexp('/^(Mean|Guideline|Last hour)$/', concentration)
      .overrideByName('Hours', [unit(Hours)])
      .overrideByName('Measured', [unit(Hours)])
      .overrideByName('Station', [toStation]),
    12,
  ],
);

const what = row(
  9,
  [
    table('Which pollutant is it?', latest.byPollutant)
      .description(judgedBy)
      .overrideByRegexp('/^(Median|Worst) station$/', ratio)
      .overrideByName('Guideline', concentration)
      .overrideByName('Hours', [unit(Hours)])
      .overrideByName('Pollutant', [
        link('This pollutant', '/d/air-now?var-parameter=${__data.fields.Parameter}&${__url_time_range}'),
      ]),
    12,
  ],
  [
    table('How fresh is it?', latest.freshness)
      .description('Age of the newest usable reading at the end of the range; none where the range has no reading.')
      .overrideByName('Age', [unit(Hours), decimals(1), ...filled(rising(3, 24))])
      .overrideByName('Station', [toStation]),
    12,
  ],
);

/** What a citizen asks of the air. */
export const airNow = board({
  uid: 'air-now',
  title: 'Air now',
  description: 'The newest air in the range of the board: where it is bad, of what, and how old the news is.',
  variables: [country, locality, judgedParameter],
  from: 'now-2d',
  rows: [atAGlance, where, what, row(7, [attribution(attributionOfChosen), 24])],
});
