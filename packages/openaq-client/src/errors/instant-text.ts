/** The last instant that a Date can hold; a server may name any number. */
const lastInstant = 8.64e15;

/** An instant in a message, to the full second after it: `2026-03-01T12:00:45Z`. */
export function instantText(milliseconds: number): string {
  const instant = Math.min(Math.ceil(milliseconds / 1000) * 1000, lastInstant);
  return new Date(instant).toISOString().replace('.000', '');
}
