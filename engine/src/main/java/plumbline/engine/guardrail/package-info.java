/**
 * Guardrails: how much harm is tolerated, written as people write it, what happens when it is
 * passed, and what a plan could see of it. Harm is a move in the direction that the threshold
 * names; a guardrail tests that it is at most the margin.
 */
@NullMarked
package plumbline.engine.guardrail;

import org.jspecify.annotations.NullMarked;
