export { Problems, UsageError } from './usage-error.ts';

export { readVariables, text, truth, url, wholeNumber } from './environment/variables.ts';
export { refuseIn, secret, type Refuse } from './environment/secret.ts';
export { logSettings, logVariables, type LogSettings } from './environment/log.ts';

export { exitCodesHelp, runProgram, type ErrorClass, type ProgramOptions } from './program.ts';
export { writeResult } from './result.ts';
export { createNotice, type Notice, type NoticeOptions } from './notices.ts';

export { createProgress, type Progress, type ProgressOptions, type ProgressReport } from './health/progress.ts';
export { HealthServerError, startHealthServer, type HealthServer, type HealthServerOptions } from './health/server.ts';
