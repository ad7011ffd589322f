import { z } from 'zod';

/** OpenAQ answers 422 below 1 and 500 above int32. */
export const idSchema = z.int().min(1).max(2_147_483_647);
