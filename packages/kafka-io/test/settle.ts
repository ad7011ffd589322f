import { setImmediate } from 'node:timers/promises';

/** Long enough for everything that can run without us to have run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();
}

export const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  let pending = true;
  const settled = () => (pending = false);
  promise.then(settled, settled);
  await settle();
  return pending;
};
