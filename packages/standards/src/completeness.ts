import type { Source } from './source.ts';

/**
 * How much of an hour or a day must have been measured for its mean to stand for it, in percent: 45 minutes of an
 * hour, 18 of 24 hours.
 */
export const completeness: { readonly thresholdPercent: number; readonly sources: readonly Source[] } = {
  thresholdPercent: 75,
  sources: [
    { document: 'Directive 2008/50/EC', section: 'Annex VII, A and B', date: '2008-05-21' },
    { document: '40 CFR Part 50', section: 'Appendix N, 3.0', date: '2024-05-06' },
  ],
};
