package plumbline.kit.identity;

import plumbline.kit.limit.CallRate;

/**
 * Who calls, and how often it may.
 *
 * @param rate shared by all credentials of the principal
 */
record Caller(Principal principal, CallRate rate) {}
