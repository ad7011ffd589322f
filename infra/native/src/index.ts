export { startServices, type NativeServices, type StartServicesOptions } from './start-services.ts';
export { freePort } from './free-port.ts';
export { kafkaTool } from './kafka-tools.ts';
export type { RunningService } from './running-service.ts';
export type { ServiceName } from './services/names.ts';
export { NativeServicesError } from './errors.ts';
