// Runs in the simulator's image at each start of the stack: whoever reads its log learns what the defaults mean.
const { HAS_KEY, HAS_PASSWORDS } = process.env;
if (!HAS_PASSWORDS) {
  console.warn(
    'WARNING: there is no .env: every password is "airstar". All ports are bound to 127.0.0.1; do not open them.',
  );
  console.warn('         `npm run setup` writes a .env with random passwords; do it before the first start.');
}
if (!HAS_KEY) console.warn('OPENAQ_API_KEY is not set: the simulator is read. Its readings are not real.');
console.log('Airflow http://localhost:8084 (admin) · Grafana http://localhost:3000 (admin)');
