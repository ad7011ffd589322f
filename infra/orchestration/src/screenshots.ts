import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

export interface Gallery {
  readonly url: string;
  /** Lets the browser in. */
  readonly token: string;
  /** Where the pictures go, as `airflow-<dag>.png`. */
  readonly folder: string;
}

const dagIds = ['openaq_etl', 'openaq_backfill'];

// As root in a container, without a screen, and without a word to anybody's servers.
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quiet = ['--disable-background-networking', '--disable-component-update'];

/** Takes pictures of the grids of the DAGs, as a person sees them who opens a batch. */
export async function takeScreenshots(gallery: Gallery): Promise<void> {
  mkdirSync(gallery.folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...args, ...quiet] });
  try {
    for (const dagId of dagIds) await takeGrid(browser, gallery, dagId);
  } finally {
    await browser.close();
  }
}

async function takeGrid(browser: Browser, { url, token, folder }: Gallery, dagId: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: '_token', value: token, url }]);
  await context.addInitScript(widenGrid);
  const page = await context.newPage();
  await page.goto(`${url}/dags/${dagId}`);
  await page.getByLabel('Expand all task groups').click();
  await page.getByText('verify [ ]').waitFor();
  await page.mouse.move(0, 0);
  // Charts grow slowly.
  await page.waitForTimeout(5000);
  await page.screenshot({ path: join(folder, `airflow-${dagId.replaceAll('_', '-')}.png`) });
  await context.close();
}

/** Where Airflow's page remembers how a person has drawn the line between grid and details, in percent. */
function widenGrid(): void {
  const layout = { 'details-panel,main-panel': { expandToSizes: {}, layout: [36, 64] } };
  localStorage.setItem('react-resizable-panels:grid-ltr', JSON.stringify(layout));
}
