-- round6 as in duckdb.sql. Run before the numbered files.
CREATE OR REPLACE TEMPORARY FUNCTION round6(x DOUBLE) RETURNS DOUBLE
  RETURN floor(floor(x * 1e10 + 0.5) / 1e4 + 0.5) / 1e6;
