import type { StageAccounting } from '@airstar/schemas';
import { renderChart, type ChartFrame } from '../chart.ts';
import type { ReportData } from '../data.ts';
import { figure, responsive, table } from '../figure.ts';
import { flowOf, type Flow, type FlowLink, type FlowNode } from '../flow-graph.ts';
import { count } from '../format.ts';
import { html, type Html } from '../html.ts';
import { reconcile, type Check } from '../reconcile.ts';
import { paint } from '../theme.ts';

/** What was read and where it went: the flow, the figures, and whether they agree. */
export function flowFigure({ accounting, factRows }: ReportData): Html {
  const { headline, seams } = reconcile(accounting, factRows);
  const flow = flowOf(accounting);
  const drawing =
    flow.links.length === 0
      ? null
      : responsive(
          draw({ id: 'flow', width: 1040, height: 190 }, flow),
          draw({ id: 'flow-narrow', width: 360, height: 470 }, busy(flow)),
        );
  return figure({
    id: 'accounting',
    title: 'What was read, and where it went',
    reading: headline === null ? 'No run has been recorded, so there is nothing to account for.' : verdict(headline),
    body: [
      drawing,
      accounting.length === 0 ? null : figures(accounting),
      html`<ul class="checks">
        ${seams.map(seamItem)}
      </ul>`,
    ],
    note: flagNote(accounting),
  });
}

function verdict({ statement, agrees }: Check): Html {
  return html`<strong class="${agrees ? 'agrees' : 'disagrees'}">${statement}</strong>`;
}

function seamItem({ statement, agrees }: Check): Html {
  return html`<li class="${agrees ? 'agrees' : 'disagrees'}">${agrees ? 'Agrees' : 'Disagrees'}: ${statement}</li>`;
}

function flagNote(accounting: readonly StageAccounting[]): string | null {
  const transform = accounting.find((stage) => stage.stage === 'transform');
  if (transform === undefined) return null;
  return `Flagged readings are counted apart, since they stay in the flow: ${count(transform.flagged)}.`;
}

const columns = ['read', 'produced', 'rejected', 'duplicate', 'inserted', 'updated', 'unchanged', 'flagged'] as const;

function figures(accounting: readonly StageAccounting[]): Html {
  const rows = accounting.map((stage) => [
    stage.stage,
    ...columns.map((column) => count(stage[column])),
    count(stage.requests),
    `${stage.seconds.toFixed(1)} s`,
  ]);
  return table('Readings per stage', ['Stage', ...columns, 'requests', 'time'], rows, 2);
}

// A telephone has no room for the names of branches that nothing took.
function busy({ nodes, links }: Flow): Flow {
  return { nodes: nodes.filter((node) => node.value > 0), links: links.filter((link) => link.value > 0) };
}

function draw(frame: Omit<ChartFrame, 'label'>, { nodes, links }: Flow): Html {
  const isWide = frame.width > 500;
  const label = `Flow of readings: ${links.map(({ from, to, value }) => `${count(value)} from ${from} to ${to}`).join('; ')}`;
  const direction = isWide ? wide : narrow;
  return renderChart(
    { ...frame, label },
    {
      series: {
        ...direction,
        type: 'sankey',
        silent: true,
        emphasis: { disabled: true },
        draggable: false,
        nodeWidth: 10,
        // A reading that ends its way early ends there in the drawing too.
        nodeAlign: 'left',
        layoutIterations: 0,
        label: {
          position: isWide ? 'right' : 'bottom',
          fontSize: isWide ? 12 : 11,
          lineHeight: 14,
          color: paint('ink'),
          textBorderWidth: 0,
        },
        data: nodes.map((node) => ({
          name: node.name,
          itemStyle: { color: paint(node.colour) },
          label: { formatter: nodeText(node, isWide), ...(isWide ? besideFlow(node, links) : {}) },
        })),
        links: links.map(({ from, to, value, colour }) => ({
          source: from,
          target: to,
          value,
          lineStyle: { color: paint(colour), opacity: 0.55, curveness: 0.5 },
        })),
      },
    },
  );
}

function nodeText({ name, value }: FlowNode, isWide: boolean): string {
  return `${isWide ? name : name.replace(' ', '\n')}\n${count(value)}`;
}

// A thin branch would run through its own name: there it stands below, in one line.
function besideFlow({ name, value }: FlowNode, links: readonly FlowLink[]) {
  const isThin = value < Math.max(...links.map((link) => link.value)) / 4;
  const goesOn = links.some((link) => link.from === name);
  if (!isThin || !goesOn) return {};
  return { position: 'bottom' as const, align: 'left' as const, distance: 3, formatter: `${name} ${count(value)}` };
}

const wide = { orient: 'horizontal' as const, left: 4, right: 130, top: 10, bottom: 16, nodeGap: 34 };
const narrow = { orient: 'vertical' as const, left: 20, right: 30, top: 6, bottom: 50, nodeGap: 62 };
