"""Triage notes: what a task does, and what to do when it fails. Shown beside each task in Airflow's UI."""

from __future__ import annotations

RETRIES = """
A failure is tried again with growing pauses; the last line of the log names the error. What would be the same again
fails at once: exit code 2 (called wrongly) and 4 (refused). 137 means killed, mostly beyond the memory limit.
"""

PLAN = f"""
Looks up the stations and says what the window costs in requests and minutes. Reads no readings, changes nothing.

- *authentication*: OpenAQ refuses the key. Set a valid `OPENAQ_API_KEY` (or unset it: the simulator is read).
- *budget … is spent*, *answered 429*: the requests of the key are used up. It is not tried again, and before the time
  that the message names nothing is sent, however often it is cleared. Clear it then; what an hourly run has missed, the
  lookback of the next one reads as well. If this comes every hour, another program uses the key, or there are too many
  stations: see *budget nearly spent* in the runbook.
- *not found*: a station id does not exist. Correct `locations`.
{RETRIES}"""

SELECT = """
Settles window and stations, from the parameters of the run or from its data interval. Computes only; a failure is a
wrong parameter, named in the last line: trigger the DAG again with the right one.
"""

CUT = """
Cuts the window and the stations into batches; each goes through all stages alone. Where the plan found no sensor there
is none, and the tasks after it are skipped. Computes only.
"""

EXTRACT = f"""
Reads the window from OpenAQ and publishes it to Kafka. One at a time: all share the budget of one key, and the ledger
of it lies on a volume that outlives the containers.

- It may be cleared at any time: what is safely published is not read again.
- *skipped*: there was no reading in the window, and the tasks after it have nothing to do.
- *Waiting until …*: the budget of this hour is spent. It goes on by itself; a large window takes hours.
- *authentication*: as for `plan`. The window stays open; clear the task when the cause is gone.
- *answered 429*: OpenAQ refuses requests for longer than an hour. It is not tried again, and before the time that the
  message names nothing is sent. The window stays open; clear the task then.
- *broker*, *registry*: is the service up? Nothing is lost meanwhile.
{RETRIES}"""

INGEST = f"""
Brings the events of the batch into MongoDB: works until the consumer group has committed the offsets that `extract`
named, then compares the counts.

- *reconciliation*: published and ingested differ. Do not publish by hand; see *reconciliation differs* in the runbook.
- *dead letters* do not fail it: they are counted as rejected, and can be replayed (`ingestor replay list`).
- It may be cleared at any time: a document that is known already is counted as duplicate.
{RETRIES}"""

TRANSFORM = f"""
Recomputes on Spark what the batch touched, into staging. The manifest is written last: half a batch never counts.

- *refuses the login*, *does not let this login stage*, *lacks what is asked for*: see `MONGODB_URI`,
  `AIRSTAR_SPARK_DATABASE_URL` and the job `star-migrate`; it is not tried again. Clear it when they are right.
- *no resources*: are workers registered with the master, and do they have the memory that the driver asks for?
- It may be cleared at any time: each try is an attempt of its own; the maintenance removes what others left.
{RETRIES}"""

LOAD = f"""
Publishes the staged batch into the star schema, in one transaction, after comparing the counts of all stages.

- *counts disagree*: nothing was published. Clear `transform` (it stages anew), then this task.
- *no manifest*: `transform` did not come to its end. Clear it.
- It may be cleared at any time: what is there already is counted as unchanged.
{RETRIES}"""

VERIFY = f"""
Compares the star schema with the batch, row by row. A difference means that somebody else changed the facts meanwhile,
or an error of ours: keep the staged batch and look at the rows that the message names.
{RETRIES}"""

PARTITIONS = f"""
Makes the monthly partitions of this month and of those ahead. A publish makes the ones it needs itself, so a failure
here is no hurry. It may be cleared at any time.
{RETRIES}"""

STAGING = f"""
Removes the staged rows of published batches and of attempts that were given up. It waits for whoever publishes: a
timeout means that a `load` hangs. It may be cleared at any time.
{RETRIES}"""

FRESHNESS = f"""
Fails when the newest reading is older than it should be. Is `openaq_etl` paused or failing? Is the budget of the key
used up? Or does OpenAQ itself publish late? See *no fresh data* in the runbook.
{RETRIES}"""
