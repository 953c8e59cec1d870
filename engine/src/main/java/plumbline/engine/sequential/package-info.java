/**
 * Group-sequential designs: a few planned looks, each with a boundary, so that the chance of a
 * false result over all of them together is alpha. What may be looked at all the time is {@link
 * plumbline.engine.statistics.AsymptoticSequence}.
 */
@NullMarked
package plumbline.engine.sequential;

import org.jspecify.annotations.NullMarked;
