/**
 * Prints the result of a command: one JSON object, the last line of standard output. Resolves when it is handed over, so
 * that whoever reads the pipe has it even if the process ends at once. Nothing may be printed after it.
 */
export function writeResult(result: object): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${JSON.stringify(result)}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
