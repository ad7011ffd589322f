import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { answerRequest, type Application } from './application.ts';
import type { FaultAnswer, FaultHook } from './fault.ts';
import type { SimulatorRequest } from './request.ts';
import { send } from './send.ts';

export interface Service {
  readonly application: Application;
  readonly faults: FaultHook | undefined;
  readonly onRequest: ((request: SimulatorRequest) => void) | undefined;
  /** Aborted when the simulator closes: a delayed answer is not waited for. */
  readonly closing: AbortSignal;
}

/** Answers one request. Never rejects. */
export async function serve(
  service: Service,
  request: SimulatorRequest,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // An unread body would block the next request of the connection.
  incoming.resume();
  try {
    service.onRequest?.(request);
    await answer(service, request, incoming, response);
  } catch (error) {
    if (response.headersSent || service.closing.aborted) response.destroy();
    else confess(response, error);
  }
}

async function answer(
  { application, faults, closing }: Service,
  request: SimulatorRequest,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = faults?.(request);
  if (fault === 'reset') {
    incoming.socket.resetAndDestroy();
  } else if (typeof fault === 'object') {
    await sendFault(response, fault, closing);
  } else {
    const due = answerRequest(application, request);
    await send(response, request, fault === 'malformed' ? broken(due) : due);
  }
}

async function sendFault(response: ServerResponse, fault: FaultAnswer, closing: AbortSignal): Promise<void> {
  const body = fault.body ?? '';
  if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, { signal: closing });
  response.writeHead(fault.status, { 'content-length': Buffer.byteLength(body), ...fault.headers }).end(body);
}

function broken(due: Answer): Answer {
  return { ...due, status: 200, body: due.body.slice(0, Math.floor(due.body.length / 2)) };
}

/** A hook that throws, or our own defect, must be told from a simulated 500. */
function confess(response: ServerResponse, error: unknown): void {
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`The OpenAQ simulator itself failed: ${story}`);
}
