/** Every process that can run, in the order in which they start. */
export const serviceNames = [
  'zookeeper',
  'kafka-3.9',
  'kafka-4',
  'schema-registry',
  'mongodb',
  'postgres',
  'spark',
  'spark-worker-1',
  'spark-worker-2',
] as const;

export type ServiceName = (typeof serviceNames)[number];
