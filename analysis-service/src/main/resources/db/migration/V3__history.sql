-- What a metric was in control and in a treatment at some time, in the metric's unit; variances are those of the
-- estimates. Thinned with age.
CREATE TABLE effect_history (
  experiment text COLLATE "C" NOT NULL,
  metric text COLLATE "C" NOT NULL,
  treatment text COLLATE "C" NOT NULL,
  time timestamptz NOT NULL,
  units bigint NOT NULL,
  control_value double precision NOT NULL,
  control_variance double precision NOT NULL,
  treatment_value double precision NOT NULL,
  treatment_variance double precision NOT NULL,
  PRIMARY KEY (experiment, metric, treatment, time)
);
CREATE INDEX effect_history_by_time ON effect_history (time);

-- The newest plumbline.analysis.v1.ExperimentSummary of each experiment.
CREATE TABLE summary (
  experiment text COLLATE "C" PRIMARY KEY,
  time timestamptz NOT NULL,
  body bytea NOT NULL
);
