/** The body of a page that answered with 2xx within two seconds; else undefined, or an error from the network. */
export async function fetchedText(url: string): Promise<string | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  const body = await response.text();
  return response.ok ? body : undefined;
}
