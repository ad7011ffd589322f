export { committedBoards, type Panel } from './committed.ts';
export { expand, type Range } from './expand.ts';
