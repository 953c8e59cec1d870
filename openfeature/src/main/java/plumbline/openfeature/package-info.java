/**
 * Sends what OpenFeature tracks, and exposures, to tracking-service. Runs in its callers' programs.
 */
@NullMarked
package plumbline.openfeature;

import org.jspecify.annotations.NullMarked;
