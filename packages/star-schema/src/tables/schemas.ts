import { pgSchema } from 'drizzle-orm/pg-core';

/** What people and dashboards read: facts, dimensions, views. */
export const star = pgSchema('star');

/** Where an engine leaves a batch until the loader has published it. */
export const staging = pgSchema('staging');
