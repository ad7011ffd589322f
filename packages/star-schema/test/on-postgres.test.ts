// One file, and so one process: a server costs a second to make, and these suites share one.
import './on-postgres/schema.ts';
import './on-postgres/staging.ts';
import './on-postgres/clean.ts';
import './on-postgres/publish.ts';
import './on-postgres/audit.ts';
import './on-postgres/interrupted-publish.ts';
import './on-postgres/members.ts';
import './on-postgres/location-history.ts';
import './on-postgres/location-history-properties.ts';
import './on-postgres/views.ts';
import './on-postgres/verify.ts';
import './on-postgres/access.ts';
import './on-postgres/errors.ts';
import './on-postgres/readme.ts';
