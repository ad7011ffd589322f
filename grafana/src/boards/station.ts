import { GraphDrawStyle, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { MicrogramPerCubicMeter, Percent } from '@grafana/grafana-foundation-sdk/units';
import { attribution } from '../attribution.ts';
import { board, row } from '../board.ts';
import { enough } from '../guidelines.ts';
import { againstGuideline, atLeast, colours, rising } from '../palette.ts';
import {
  bars,
  dashed,
  decimals,
  figures,
  filled,
  fixedColour,
  series,
  table,
  thresholds,
  unit,
  width,
} from '../panels.ts';
import { attributionOfStation } from '../queries/attribution.ts';
import * as station from '../queries/station.ts';
import { country, locality, sensor, station as stationVariable, stationParameter } from '../variables.ts';

const judgedBy =
  'A day counts with its mean, for ozone with its highest mean over eight hours; only days with 18 measured hours do. ' +
  'WHO allows three or four days a year above its guidelines.';
const threshold = 100 * enough;

const atAGlance = row(
  5,
  [
    figures('Days of the range against the WHO guideline', station.headline, {
      'Days above': { unit: 'none', steps: rising(1, 4) },
      'Days judged': { unit: 'none', steps: atLeast(1) },
      'Highest day': { unit: 'suffix: × WHO', steps: againstGuideline, decimals: 1 },
    }).description(judgedBy),
    18,
  ],
  [
    figures('How much was measured?', station.meanCompleteness, {
      Measured: { unit: Percent, steps: atLeast(threshold) },
    }).description('Valid hours of the days that have any.'),
    6,
  ],
);

const course = row(10, [
  series('${parameter:text} at ${station:text}', station.series, MicrogramPerCubicMeter)
    .decimals(1)
    .description('Valid hours, and the mean that the guideline is about. A gap is a gap in the data.')
    .drawStyle(GraphDrawStyle.Line)
    .insertNulls(2 * 3_600_000)
    .overrideByName('Hour', [fixedColour(colours.calm)])
    .overrideByName('Mean over the hours of the guideline', [
      fixedColour(colours.alarm),
      { id: 'custom.lineWidth', value: 3 },
    ])
    .overrideByName('WHO guideline', dashed(colours.limit)),
  24,
]);

const days = row(
  9,
  [
    bars('Day by day', station.days, 'Day', MicrogramPerCubicMeter)
      .decimals(1)
      .description(judgedBy)
      .stacking(StackingMode.Normal)
      .overrideByName('Within the guideline', [fixedColour(colours.calm)])
      .overrideByName('Above it', [fixedColour(colours.alarm)])
      .overrideByName('WHO has none', [fixedColour(colours.unjudged)]),
    12,
  ],
  [
    table('Calendar, in multiples of the WHO guideline', station.calendar)
      .description(`${judgedBy} Nothing where WHO has no guideline.`)
      .overrideByRegexp('/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/', [
        unit('suffix: ×'),
        decimals(1),
        ...filled(againstGuideline),
      ]),
    12,
  ],
);

const clock = row(8, [
  table('When is it high? Mean by weekday and hour, local time', station.hourByWeekday)
    .description(
      'Over the valid hours of the range. From little to much in one hue; the range of colours is that of the data.',
    )
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.ContinuousBlues))
    .overrideByRegexp('/^[0-9]{2}$/', [
      unit(MicrogramPerCubicMeter),
      decimals(0),
      { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
    ])
    .overrideByName('Weekday', [width(90)]),
  24,
]);

const quality = row(
  8,
  [
    bars('How much of each day is there?', station.completeness, 'Day', Percent)
      .max(100)
      .description(`Measured share of the readings that would fill the day; below ${threshold} % a day is not judged.`)
      .thresholds(thresholds(atLeast(threshold)))
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds)),
    12,
  ],
  [
    table('What is doubtful?', station.flags)
      .description('Readings with a flag, by what it says. Nothing is dropped; what is not usable counts in no mean.')
      .overrideByName('Flag', [width(150)])
      .overrideByName('Readings', [width(90)]),
    12,
  ],
);

/** One sensor of one station. */
export const stationBoard = board({
  uid: 'station',
  title: 'Station',
  description:
    'What one station has measured: against the guideline, by day and hour, and how complete and sound it is.',
  variables: [country, locality, stationVariable, stationParameter, sensor],
  from: 'now-30d',
  rows: [atAGlance, course, days, clock, quality, row(5, [attribution(attributionOfStation), 24])],
});
