/**
 * A/A checks: units that were all treated alike are split at random, again and again, and compared
 * as if one half had been treated. What is found then is not there, so it says how often the whole
 * of bucketing, sums and tests finds what is not there.
 */
@NullMarked
package plumbline.engine.aa;

import org.jspecify.annotations.NullMarked;
