export { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export type { SimulatorRequest } from './request.ts';
export type { Fault, FaultAnswer, FaultHook } from './fault.ts';
export { PortTakenError } from './errors.ts';

export type { Dataset, LocationRecord, SensorRecord, Slice, Window } from './dataset.ts';

export { recordedDataset, type RecordedDataset } from './recorded/dataset.ts';

export { unionDataset } from './union.ts';

export { generatedDataset, type GeneratedDataset, type GeneratedOptions } from './generated/dataset.ts';
export type { GeneratedParameter, Site } from './generated/catalogue.ts';
export type { GeneratedReading, ReadingKind } from './generated/reading.ts';
export type { GeneratedSensor } from './generated/sensor.ts';
