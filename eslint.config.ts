import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Workspace packages that each room may import. Whatever is not listed is refused, in tests too. */
const mayImport: Record<string, readonly string[]> = {
  'packages/standards': [],
  'packages/schemas': [],
  'packages/openaq-client': [],
  'packages/openaq-simulator': [],
  'packages/kafka-io': ['schemas'],
  'packages/raw-store': ['schemas'],
  'packages/star-schema': [],
  'packages/postgres-server': [],
  'packages/app-process': [],
  'infra/native': ['postgres-server'],
  'infra/orchestration': ['grafana', 'native-services', 'openaq-simulator', 'star-schema'],
  'infra/stack': ['star-schema'],
  grafana: ['standards', 'star-schema'],
  'apps/extractor': ['app-process', 'openaq-client', 'kafka-io', 'schemas'],
  'apps/ingestor': ['app-process', 'kafka-io', 'raw-store', 'schemas'],
  'apps/loader': ['app-process', 'star-schema', 'schemas', 'standards'],
};

/** Libraries that only one room may import, so that swapping one touches one folder. */
const soleImporter: Record<string, string> = {
  '@grafana/grafana-foundation-sdk': 'grafana',
  ky: 'packages/openaq-client',
  kafkajs: 'packages/kafka-io',
  mongodb: 'packages/raw-store',
  'drizzle-orm': 'packages/star-schema',
  pg: 'packages/star-schema',
  'pg-copy-streams': 'packages/star-schema',
};

// `bench` is none: it compares the rooms with the bare libraries.
const rooms = [...Object.keys(mayImport), 'apps/local'];

/** Real servers that tests may start. */
const testServers = ['native-services', 'openaq-simulator', 'postgres-server'];

function importRule(room: string, files: string, allowed: readonly string[] | undefined) {
  const foreign = Object.keys(soleImporter).filter((name) => soleImporter[name] !== room);
  const patterns = [
    { regex: `^(${foreign.join('|')})(/.*)?$`, message: `${room} may not import this library: another room owns it.` },
  ];
  if (allowed !== undefined) {
    const regex = `^@airstar/(?!(${[...room.split('/').slice(1), ...allowed].join('|')})(/.*)?$)`;
    patterns.push({ regex, message: `${room} may import only: ${allowed.join(', ') || 'no workspace package'}.` });
  }
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] as ['error', object] } };
}

const dependencyRules = (room: string) => [
  importRule(room, `${room}/**/*.ts`, mayImport[room]),
  importRule(room, `${room}/test/**/*.ts`, mayImport[room]?.concat(testServers)),
];

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '.airstar/', '**/generated/', '**/coverage/']),
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are the point of a message.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => doIt()` reads well where the value is not used.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An async port is implemented by code that happens not to wait.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Name what a package exports: the index is its table of contents.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/env.ts of an app reads the environment.' },
      ],
    },
  },
  ...rooms.flatMap(dependencyRules),
  {
    files: ['packages/*/src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'console', message: 'A library does not print: give it a callback.' }],
    },
  },
  { files: ['{apps,infra}/*/src/env.ts', '*.config.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test passes the wrong thing on purpose.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
