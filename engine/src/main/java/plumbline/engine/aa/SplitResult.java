package plumbline.engine.aa;

import java.util.OptionalDouble;

/**
 * What one split said.
 *
 * @param controlUnits units in the first half
 * @param sampleRatioP of the split itself
 * @param fixedP of the one comparison of all units; empty where nothing could be compared
 * @param fixedRejected whether it found a difference
 * @param alwaysValidRejected whether any look at any tenth of the units did
 * @param groupSequentialRejected whether any of the five planned looks did
 */
public record SplitResult(
    long controlUnits,
    OptionalDouble sampleRatioP,
    OptionalDouble fixedP,
    boolean fixedRejected,
    boolean alwaysValidRejected,
    boolean groupSequentialRejected) {}
