import { inject } from 'vitest';
import { createConfluentSchemaRegistry } from '../../src/codec/confluent-registry.ts';
import { registryContract } from '../contract/registry.contract.ts';

const { schemaRegistryUrl } = inject('services');

registryContract('Apicurio', () => () => createConfluentSchemaRegistry({ url: schemaRegistryUrl }));
