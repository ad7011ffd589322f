import type { Benchmark } from '../../measure.ts';
import { withServices } from '../with-services.ts';
import { Backlog } from './backlog.ts';
import { cpu } from './cpu.ts';
import { memory } from './memory.ts';

/** From Kafka into the raw store: CPU of the process against that of bare loops, and memory with a large backlog. */
export const ingestor: Benchmark = {
  name: 'ingestor',
  group: 'services',
  run: () =>
    withServices(['kafka-3.9', 'schema-registry', 'mongodb'], async (services) => {
      const backlog = new Backlog(services.get('kafka-3.9').address, services.get('schema-registry').address);
      await backlog.migrate();
      const figures = await cpu(backlog, services.get('mongodb').address);
      return [...figures, ...(await memory(backlog))];
    }),
};
