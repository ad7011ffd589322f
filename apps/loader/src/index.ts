export { migrate, publish, verify, type BatchOptions, type LoaderDependencies, type PublishOptions } from './run.ts';
export { reconcile, ReconciliationError } from './reconcile.ts';
