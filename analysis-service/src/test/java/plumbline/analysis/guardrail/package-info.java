/** Guardrails: what is found, by pure code, and what is done, over the wire. */
@NullMarked
package plumbline.analysis.guardrail;

import org.jspecify.annotations.NullMarked;
