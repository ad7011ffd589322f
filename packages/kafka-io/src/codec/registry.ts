import type { EventContract } from '@airstar/schemas';

/** What a registry holds of a contract. */
export type SubjectSchema = Pick<EventContract<never>, 'subject' | 'schema'>;

/** Where writers leave their schemas and readers find them by the id in front of each message. */
export interface SchemaRegistry {
  /**
   * Id of exactly this schema under this subject.
   *
   * @throws UnregisteredSchemaError when the subject does not hold it.
   */
  idOf(contract: SubjectSchema): Promise<number>;
  /**
   * The schema as it was registered, parsed from JSON and otherwise unchecked: somebody else may have written it.
   *
   * @throws UnknownSchemaIdError when there is none. Any other rejection means that the registry could not be asked.
   */
  schemaOf(id: number): Promise<unknown>;
}
