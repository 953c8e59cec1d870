package plumbline.tracking.definitions;

/**
 * What tells whether statistics were folded as they are to be.
 *
 * @param digest of all that counts but for the ends
 * @param enrolEnd enrolment ends, microseconds since 1970-01-01T00:00:00Z
 * @param cut nothing counts from here on, likewise
 */
public record PlanVersion(String digest, long enrolEnd, long cut) {}
