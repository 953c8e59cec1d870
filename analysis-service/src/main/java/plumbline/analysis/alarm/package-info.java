/**
 * What people are told of: states of an experiment or of the platform, each change of which is one
 * message to the webhooks that want it, written with the change.
 */
@NullMarked
package plumbline.analysis.alarm;

import org.jspecify.annotations.NullMarked;
