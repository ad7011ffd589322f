export { migrate, publish, verify, type BatchOptions, type LoaderDependencies } from './run.ts';
