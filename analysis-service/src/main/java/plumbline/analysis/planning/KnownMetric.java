package plumbline.analysis.planning;

import plumbline.engine.planning.Direction;

/** What is expected of a metric, and which way is better. */
record KnownMetric(ExpectedMetric expected, Direction better) {}
