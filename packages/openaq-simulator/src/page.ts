import type { Answer } from './answer.ts';

/** `limit` of every answer whose endpoint takes none. */
const unpagedLimit = 100;

/**
 * `meta.found` of the endpoints that do not count: a page as long as its limit may have followers, so the server
 * says `">1000"`, even where that page was the last; else it gives the rows of THIS page.
 */
function foundIn(rowCount: number, limit: number): number | string {
  return rowCount === limit ? `>${limit}` : rowCount;
}

function envelope(meta: { page: number; limit: number; found: number | string }, rows: readonly string[]): Answer {
  const { page, limit, found } = meta;
  const head = JSON.stringify({ name: 'openaq-api', website: '/', page, limit, found });
  return {
    status: 200,
    contentType: 'application/json',
    body: `{"meta":${head},"results":[${rows.join(',')}]}`,
  };
}

export function pageAnswer(paging: { page: number; limit: number }, rows: readonly string[]): Answer {
  return envelope({ ...paging, found: foundIn(rows.length, paging.limit) }, rows);
}

/** For `/locations/{id}/sensors`, which sends everything and still compares with 100. */
export function unpagedAnswer(rows: readonly string[]): Answer {
  return pageAnswer({ page: 1, limit: unpagedLimit }, rows);
}

export function singleAnswer(row: string): Answer {
  return envelope({ page: 1, limit: unpagedLimit, found: 1 }, [row]);
}
