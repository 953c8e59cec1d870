/** Verdicts as they were first given, and who looked before there was one. */
@NullMarked
package plumbline.analysis.verdict;

import org.jspecify.annotations.NullMarked;
