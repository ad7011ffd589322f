import ingestor from '../../../apps/ingestor/package.json' with { type: 'json' };

/** An image whose Dockerfile is written from `infra/images/node-app.Dockerfile`. */
export interface NodeImage {
  /** Folder of its package. */
  readonly folder: string;
  /** What this image has and the others have not. */
  readonly specifics: readonly string[];
}

const start = (nodeOptions: readonly string[] = [], args: readonly string[] = []): string => {
  const words = ['tini', '--', 'node', ...nodeOptions, 'dist/main.js', ...args];
  return `ENTRYPOINT [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
};

const health = (check: string): string =>
  `HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "${check}"]`;

const answers = (url: string): string =>
  `fetch(${url}).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

// Only who was given a port serves health: a task that serves none is not unhealthy.
const ownHealth = health(
  `const port = process.env.HEALTH_PORT; if (port) ${answers("'http://127.0.0.1:' + port + '/healthz'")}`,
);

/** The images that hold a process in Node. */
export const nodeImages: readonly NodeImage[] = [
  {
    folder: 'apps/extractor',
    // The volume of the request ledger takes its owner from here.
    specifics: ['RUN install --directory --owner=node --group=node /var/lib/airstar', ownHealth, start()],
  },
  { folder: 'apps/ingestor', specifics: [ownHealth, start(ingestor.nodeOptions)] },
  { folder: 'apps/loader', specifics: [start()] },
  {
    folder: 'packages/openaq-simulator',
    specifics: [
      'EXPOSE 8080',
      health(answers("'http://127.0.0.1:8080/v3/locations?limit=1'")),
      start([], ['--host', '0.0.0.0']),
    ],
  },
];
