import { setTimeout as sleep } from 'node:timers/promises';
import { OrchestrationError } from '../errors.ts';

export interface TaskInstance {
  readonly task_id: string;
  readonly map_index: number;
  readonly state: string | null;
  readonly try_number: number;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly rendered_map_index: string | null;
}

export interface DagRun {
  readonly dag_run_id: string;
  readonly state: string;
  readonly queued_at: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
}

export interface Trigger {
  readonly logicalDate?: Date;
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
}

/** Speaks to Airflow's REST API, as a person with the UI does. */
export class AirflowClient {
  readonly #url: string;
  /** What lets its bearer in, in the cookie `_token` of a browser too. */
  readonly token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  static async logIn({ url, password }: { readonly url: string; readonly password: string }): Promise<AirflowClient> {
    const response = await fetch(`${url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return new AirflowClient(url, token);
  }

  /** Waits until the DAGs are known, and lets them run. */
  async unpause(dagIds: readonly string[]): Promise<void> {
    const deadline = performance.now() + 120_000;
    for (const dagId of dagIds) {
      while (!(await this.setPaused(dagId, false))) {
        if (performance.now() > deadline) throw new OrchestrationError(`Airflow does not know the DAG ${dagId}.`);
        await sleep(1000);
      }
    }
  }

  /** Whether the DAG is known. Of a paused one no run goes on. */
  async setPaused(dagId: string, isPaused: boolean): Promise<boolean> {
    const answer = await this.#call('PATCH', `dags/${dagId}?update_mask=is_paused`, { is_paused: isPaused });
    return answer !== undefined;
  }

  /** The runs of a DAG, the oldest first. */
  async runs(dagId: string): Promise<readonly DagRun[]> {
    const answer = await this.#call<{ dag_runs: DagRun[] }>(
      'GET',
      `dags/${dagId}/dagRuns?order_by=run_after&limit=100`,
    );
    return answer?.dag_runs ?? [];
  }

  async importErrors(): Promise<string[]> {
    const answer = await this.#call<{ import_errors: { stack_trace: string }[] }>('GET', 'importErrors');
    return answer?.import_errors.map((error) => error.stack_trace) ?? [];
  }

  /** Starts a run and returns its id. */
  async trigger(dagId: string, { logicalDate, parameters = {} }: Trigger): Promise<string> {
    const run = await this.#call<DagRun>('POST', `dags/${dagId}/dagRuns`, {
      logical_date: logicalDate?.toISOString() ?? null,
      conf: parameters,
    });
    if (run === undefined) throw new OrchestrationError(`There is no DAG ${dagId}.`);
    return run.dag_run_id;
  }

  /** Waits until a run has ended, however that is. */
  async finished(dagId: string, runId: string, withinSeconds: number): Promise<DagRun> {
    const deadline = performance.now() + withinSeconds * 1000;
    for (;;) {
      const run = await this.#call<DagRun>('GET', `dags/${dagId}/dagRuns/${encodeURIComponent(runId)}`);
      if (run !== undefined && ['success', 'failed'].includes(run.state)) return run;
      if (performance.now() > deadline) {
        throw new OrchestrationError(
          `${dagId} has not ended after ${withinSeconds} s: ${await this.#show(dagId, runId)}`,
        );
      }
      await sleep(1000);
    }
  }

  /** Lets the failed tasks of a run be tried again, and what comes after them: the button *Clear* of the UI. */
  async clearFailed(dagId: string, runId: string): Promise<void> {
    const body = { dry_run: false, dag_run_id: runId, only_failed: true, include_downstream: true };
    await this.#call('POST', `dags/${dagId}/clearTaskInstances`, body);
  }

  async taskInstances(dagId: string, runId: string): Promise<readonly TaskInstance[]> {
    const path = `dags/${dagId}/dagRuns/${encodeURIComponent(runId)}/taskInstances?limit=500`;
    const answer = await this.#call<{ task_instances: TaskInstance[] }>('GET', path);
    return answer?.task_instances ?? [];
  }

  /** What a task has handed on: the last line of its container. */
  async result<Result>(dagId: string, runId: string, taskId: string, mapIndex = -1): Promise<Result> {
    const run = `dags/${dagId}/dagRuns/${encodeURIComponent(runId)}`;
    const path = `${run}/taskInstances/${taskId}/xcomEntries/return_value?map_index=${mapIndex}&deserialize=true`;
    const answer = await this.#call<{ value: unknown }>('GET', path);
    // Airflow takes a text that is JSON for what it means.
    if (typeof answer?.value === 'object' && answer.value !== null) return answer.value as Result;
    throw new OrchestrationError(`${taskId}[${mapIndex}] of ${dagId} has handed on nothing.`);
  }

  /** The log of one try, as text, without the marks by which Airflow's page folds it. */
  async log(dagId: string, runId: string, task: TaskInstance, attempt = task.try_number): Promise<string> {
    const run = `dags/${dagId}/dagRuns/${encodeURIComponent(runId)}/taskInstances/${task.task_id}`;
    const path = `${run}/logs/${attempt}?map_index=${task.map_index}&full_content=true`;
    const answer = await this.#call<{ content: ({ event?: string; error_detail?: unknown } | string)[] }>('GET', path);
    const isMark = /^::(end)?group::/;
    return (answer?.content ?? [])
      .filter((line) => typeof line === 'string' || !isMark.test(line.event ?? ''))
      .map((line) => (typeof line === 'string' ? line : [line.event, JSON.stringify(line.error_detail)].join(' ')))
      .join('\n');
  }

  async #show(dagId: string, runId: string): Promise<string> {
    const tasks = await this.taskInstances(dagId, runId);
    return tasks.map((task) => `${task.task_id}[${task.map_index}] ${task.state} (try ${task.try_number})`).join(', ');
  }

  /** @returns undefined where there is no such thing. */
  async #call<Answer>(method: string, path: string, body?: object): Promise<Answer | undefined> {
    const response = await fetch(`${this.#url}/api/v2/${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return undefined;
    if (response.ok) return (await response.json()) as Answer;
    throw new OrchestrationError(`Airflow: ${method} ${path} is answered ${response.status}: ${await response.text()}`);
  }
}
