import { createInProcessLog } from '../src/in-process/transport.ts';
import { transportContract } from './contract/transport.contract.ts';

transportContract('in process', () => ({ ...createInProcessLog(), close: () => Promise.resolve() }));
