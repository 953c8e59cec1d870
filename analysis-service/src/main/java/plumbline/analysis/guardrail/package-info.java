/**
 * Guardrails that act: what is looked at while experiments run, what is done where harm is shown,
 * and what the platform watches of itself.
 */
@NullMarked
package plumbline.analysis.guardrail;

import org.jspecify.annotations.NullMarked;
