import { createHash } from 'node:crypto';
import { html, Html, type HtmlValue } from './html.ts';
import { styleSheet } from './style.ts';

export interface PageParts {
  readonly title: string;
  readonly kicker: HtmlValue;
  readonly header: HtmlValue;
  readonly sections: readonly PageSection[];
  readonly footer: HtmlValue;
}

interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly lead: HtmlValue;
  readonly figures: readonly (Html | null)[];
}

// The page is complete without it: the theme follows the system until somebody presses the button.
const script = `const root=document.documentElement,button=document.getElementById('theme');
button.hidden=false;
button.onclick=()=>{const dark=root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme: dark)').matches;
root.dataset.theme=dark?'light':'dark'}`;

// Whole, because the policy allows exactly these characters and a formatter may not add a space.
const scriptElement = new Html(`<script>${script}</script>`);
const scriptHash = createHash('sha256').update(script).digest('base64');
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'`;

/** One self-contained HTML document: nothing in it is fetched, and nothing in it may be. */
export function page({ title, kicker, header, sections, footer }: PageParts): string {
  const shown = sections.filter((section) => section.figures.some((figure) => figure !== null));
  const contents = shown.map((section) => html`<a href="#${section.id}">${section.title}</a>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Html(styleSheet())}
        </style>
      </head>
      <body>
        <header>
          <p class="kicker">${kicker}<button id="theme" type="button" hidden>Light / dark</button></p>
          ${header}
          <nav aria-label="Contents">${contents}</nav>
        </header>
        <main>${shown.map(section)}</main>
        ${footer} ${scriptElement}
      </body>
    </html> `.text;
}

function section({ id, title, lead, figures }: PageSection): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <div class="lead">${lead}</div>
    <div class="figures">${figures}</div>
  </section> `;
}
