/**
 * What an experiment's plan needs, whether the traffic can bring it, and what guardrails can see.
 */
@NullMarked
package plumbline.assignment.planning;

import org.jspecify.annotations.NullMarked;
