/** Spans of calls, with what they are about; nothing where tracing is off. */
@NullMarked
package plumbline.kit.tracing;

import org.jspecify.annotations.NullMarked;
