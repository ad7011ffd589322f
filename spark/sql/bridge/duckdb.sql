-- Names of Spark that DuckDB lacks, and round6. Run before the numbered files.
-- floor, because CAST(double AS BIGINT) rounds here and truncates in Spark.
CREATE OR REPLACE MACRO unix_timestamp(t) AS CAST(floor(epoch(t)) AS BIGINT);
-- Six decimals in two steps: the first takes away the noise of summation order, so that a half is a half to both engines.
CREATE OR REPLACE MACRO round6(x) AS floor(floor(x * 1e10 + 0.5) / 1e4 + 0.5) / 1e6;
