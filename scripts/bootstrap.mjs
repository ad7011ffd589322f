// Runs the commands of the README on a machine that has nothing but Node ≥ 18 and npm: fetches pnpm and Node 24 as
// npm packages, installs from the frozen lockfile, builds what the command needs, and hands over. Plain JavaScript
// without dependencies, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installStamp = join(root, 'node_modules', '.airstar-installed');

// A heap that is allowed to grow grows: half of what V8 takes by default serves as well (`npm run bench -- embedded`).
const { nodeOptions } = JSON.parse(readFileSync(join(root, 'apps/local/package.json'), 'utf8'));
const airstar = ['node', ...nodeOptions, join(root, 'apps/local/dist/main.js')];

const installSpark = join(root, 'spark/install');

/** What each command builds and prepares, and what it then runs with Node 24. */
const commands = {
  start: { build: ['@airstar/local'], run: [...airstar, 'run'] },
  airstar: { build: ['@airstar/local'], run: airstar },
  test: { build: [], run: ['vitest', 'run', '--project=!services'] },
  'test:services': { build: [], prepare: [installSpark], run: ['vitest', 'run', '--project=services'] },
  'test:orchestration': {
    build: [],
    run: ['node', '--conditions=@airstar/source', join(root, 'infra/orchestration/src/main.ts')],
  },
  services: { build: [], run: ['node', '--conditions=@airstar/source', join(root, 'infra/native/src/main.ts')] },
  bench: {
    build: ['@airstar/local', '@airstar/ingestor'],
    run: ['node', '--conditions=@airstar/source', join(root, 'bench/src/main.ts')],
  },
};

const environment = {
  ...process.env,
  // npm's own settings would be read by pnpm as its settings, with a warning for each it does not know.
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^npm_/i.test(name))
      .map((name) => [name, undefined]),
  ),
  npm_config_registry: process.env.npm_config_registry,
  PATH: bin + delimiter + (process.env.PATH ?? ''),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

function fail(message, output = '') {
  if (output) process.stderr.write(output);
  process.stderr.write(`airstar: ${message}\n`);
  process.exit(1);
}

/** Runs quietly; shows the output only when it failed. */
function quietly(what, command, args, remedy) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 1 << 28,
  });
  if (result.status === 0) return;
  fail(`${what} failed. ${remedy}`, `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
}

function lockfileHash() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function install() {
  const wanted = lockfileHash();
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return;
  process.stderr.write('airstar: installing packages (once, about half a minute)\n');
  quietly(
    'The installation',
    'npx',
    [
      '--yes',
      manifest.packageManager,
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      '--config.confirmModulesPurge=false',
    ],
    'Check the network or the proxy settings of npm, and run the command again.',
  );
  writeFileSync(installStamp, wanted);
}

function build(packages) {
  if (packages.length === 0) return;
  const filters = packages.map((name) => `--filter=${name}...`);
  quietly(
    'The build',
    'turbo',
    ['run', 'build', '--output-logs=errors-only', ...filters],
    'The first error above says where.',
  );
}

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) fail(`unknown command ${name}; known are ${Object.keys(commands).join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < 18)
  fail(`Node ${process.versions.node} is too old: 18 or newer is needed.`);

install();
build(command.build);
for (const program of command.prepare ?? []) {
  process.stderr.write(`airstar: ${relative(root, program)} (minutes the first time)\n`);
  quietly(relative(root, program), program, [], 'The last line above says what is missing.');
}
const [program, ...programArgs] = command.run;
const child = spawn(program, [...programArgs, ...args], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
  shell: windows,
});
// Ctrl-C reaches the child by itself: we stay until it has stopped cleanly and take over its exit status.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => fail(`${program} did not start: ${error.message}`));
child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
