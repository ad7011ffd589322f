import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkType,
  type Dashboard,
  type DashboardLink,
  type GridPos,
  type Panel,
  type QueryVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** What every panel builder of the SDK can do. */
interface PlacedPanel {
  id(id: number): this;
  gridPos(position: GridPos): this;
  build(): Panel;
}

/** Panels side by side. Widths are of 24. */
export interface Row {
  readonly height: number;
  readonly panels: readonly (readonly [panel: PlacedPanel, width: number])[];
}

export const row = (height: number, ...panels: Row['panels']): Row => ({ height, panels });

export interface BoardOptions {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly QueryVariableBuilder[];
  /** How far back it looks at first, e.g. `now-2d`. */
  readonly from: string;
  readonly rows: readonly Row[];
}

const boards = { 'air-now': 'Air now', station: 'Station', pipeline: 'Pipeline' };

/* eslint-disable @typescript-eslint/no-deprecated -- the classic schema is what a file provider is sure to take. */

/** A board with links to the others; what was chosen here is chosen there. */
export function board({ uid, title, description, variables, from, rows }: BoardOptions): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['airstar'])
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .time({ from, to: 'now' })
    .refresh('5m')
    .variables([...variables])
    .links(otherBoards(uid));
  for (const panel of layOut(rows)) builder.withPanel(panel);
  return builder.build();
}

/* eslint-enable @typescript-eslint/no-deprecated */

function layOut(rows: readonly Row[]): PlacedPanel[] {
  let [id, y] = [0, 0];
  return rows.flatMap(({ height: h, panels }) => {
    let x = 0;
    const placed = panels.map(([panel, w]) => {
      panel.id(++id).gridPos({ x, y, w, h });
      x += w;
      return panel;
    });
    y += h;
    return placed;
  });
}

// The builder of links would hide them in a menu.
const otherBoards = (uid: string): { build: () => DashboardLink }[] =>
  Object.entries(boards)
    .filter(([other]) => other !== uid)
    .map(([other, title]) => ({ build: () => linkTo(other, title) }));

const linkTo = (uid: string, title: string): DashboardLink => ({
  title,
  type: DashboardLinkType.Link,
  icon: 'dashboard',
  tooltip: '',
  url: `/d/${uid}`,
  tags: [],
  asDropdown: false,
  targetBlank: false,
  includeVars: true,
  keepTime: true,
});
