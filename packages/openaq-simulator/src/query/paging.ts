import type { Slice } from '../dataset.ts';
import type { ParameterReader } from './parameters.ts';

export interface Paging {
  readonly page: number;
  readonly limit: number;
}

export function readPaging(reader: ParameterReader): Paging {
  const paging = { limit: reader.limit(), page: reader.page() };
  // The offset travels as a 64-bit integer; no other bound is set on `page`.
  if (sliceOf(paging).offset >= 2 ** 63) reader.rejections.crash();
  return paging;
}

export function sliceOf(paging: Paging): Slice {
  return { offset: (paging.page - 1) * paging.limit, limit: paging.limit };
}
