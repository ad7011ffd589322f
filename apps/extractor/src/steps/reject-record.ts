import { createDeadLetterWriter, Rejection, type Transport } from '@airstar/kafka-io';
import type { Misfit } from '@airstar/openaq-client';
import { locationContract, measurementContract } from '@airstar/schemas';
import { extractStep } from '../progress/count-batch.ts';
import type { SensorTask } from './plan-sensors.ts';

/** Keeps a record of OpenAQ that does not fit, a reading of the task or, without one, a station. */
export type RejectRecord = (misfit: Misfit, task: SensorTask | undefined) => Promise<void>;

/** Puts records that do not fit into the dead letters, as the JSON that OpenAQ sent. */
export function rejectInto(transport: Transport, { batchId }: { readonly batchId: string }): RejectRecord {
  const deadLetters = createDeadLetterWriter({ transport, step: extractStep });
  return async ({ record, issues }, task) => {
    const detail = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
    await deadLetters.write([
      {
        rejection: new Rejection('invalid-record', detail),
        topic: task ? measurementContract.topic : locationContract.topic,
        key: task ? Buffer.from(String(task.sensorId)) : null,
        value: Buffer.from(JSON.stringify(record)),
        batchId,
      },
    ]);
  };
}
