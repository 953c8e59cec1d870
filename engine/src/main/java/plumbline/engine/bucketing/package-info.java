/**
 * Which bucket a unit falls into, and what a bucket means: variant, share of traffic, storage
 * shard. Everything is a pure function of published SHA-256 formulas, so any language can check it.
 */
@NullMarked
package plumbline.engine.bucketing;

import org.jspecify.annotations.NullMarked;
