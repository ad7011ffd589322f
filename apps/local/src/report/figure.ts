import { html, type Html, type HtmlValue } from './html.ts';
import type { ColourClass } from './scale.ts';
import { variable, type Colour } from './theme.ts';

export interface FigureParts {
  /** Unique in the page. */
  readonly id: string;
  readonly title: HtmlValue;
  /** What the figure shows, in one sentence with its numbers. */
  readonly reading: HtmlValue;
  readonly body: HtmlValue;
  /** How to read it, or what was left out. */
  readonly note?: HtmlValue;
  /** Columns of the panel grid that it takes where there is room. */
  readonly span?: 1 | 2 | 3;
}

/** A figure with its title and its reading above, and its note below. */
export function figure({ id, title, reading, body, note = null, span = 3 }: FigureParts): Html {
  return html`<figure id="${id}" class="span${span}" aria-labelledby="${id}-title">
    <figcaption>
      <h3 id="${id}-title">${title}</h3>
      <p>${reading}</p>
    </figcaption>
    ${body} ${note === null ? null : html`<p class="note">${note}</p>`}
  </figure>`;
}

/** Swatches of a colour scale with the unit in front. */
export function legend(lead: string, classes: readonly ColourClass[], extra: readonly LegendEntry[] = []): Html {
  const entries = [...classes.map(({ colour, label }) => ({ colour, label, mark: 'fill' as const })), ...extra];
  return html`<p class="legend">${lead === '' ? null : html`<span>${lead}</span>`}${entries.map(legendEntry)}</p>`;
}

export interface LegendEntry {
  readonly colour: Colour;
  readonly label: string;
  readonly mark: 'fill' | 'hollow' | 'ring' | 'line' | 'dash' | 'faint';
}

function legendEntry({ colour, label, mark }: LegendEntry): Html {
  return html`<span class="key ${mark}"><i style="--key:${variable(colour)}"></i>${label}</span>`;
}

/** One drawing for wide pages and paper, another for telephones: text in an SVG shrinks with it. */
export function responsive(wide: Html, narrow: Html): Html {
  return html`<div class="wide">${wide}</div>
    <div class="narrow">${narrow}</div>`;
}

/** A table that scrolls sideways by itself where the page is narrow. Columns from `numbersFrom` on (from 1) align right. */
export function table(
  caption: string,
  head: readonly HtmlValue[],
  rows: readonly (readonly HtmlValue[])[],
  numbersFrom: 2 | 3 | null = null,
): Html {
  const columns = numbersFrom === null ? '' : `numbers${numbersFrom}`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
    <table class="${columns}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(tableRow)}
      </tbody>
    </table>
  </div>`;
}

function tableRow([first = '', ...cells]: readonly HtmlValue[]): Html {
  return html`<tr>
    <th scope="row">${first}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `;
}
