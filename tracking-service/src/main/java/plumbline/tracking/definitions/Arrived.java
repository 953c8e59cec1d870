package plumbline.tracking.definitions;

import java.util.List;
import java.util.OptionalLong;
import plumbline.proto.assignment.v1.Experiment;

/**
 * Definitions that take effect together.
 *
 * @param since the version that they are changes of; empty: they are all there are
 * @param experiments those that changed since, or all
 */
record Arrived(String epoch, OptionalLong since, long version, List<Experiment> experiments) {}
