import { fileURLToPath } from 'node:url';
import { baseOf, schemasAt, schemasIn } from './committed-schemas.ts';
import { incompatibilities } from './compatibility.ts';

// Usage: check-schemas.ts [commit] [checkout]
const checkout = process.argv[3] ?? fileURLToPath(new URL('../../../', import.meta.url));
const base = process.argv[2] ?? baseOf(checkout);
const now = schemasIn(checkout);
const problems: string[] = [];

for (const [file, older] of schemasAt(checkout, base)) {
  const subject = file.replace(/\.avsc$/, '');
  // Without a subject nobody writes any more; what was written is read by the topic version that follows it.
  if (now.has(file)) problems.push(...incompatibilities(subject, older, now.get(file)));
}

if (problems.length > 0) {
  process.stderr.write(
    `${problems.join('\n')}\nMessages of ${base.slice(0, 12)} could not be read. Give an added field a default, or start a new topic version.\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(`${now.size} schemas read what ${base.slice(0, 12)} wrote.\n`);
}
