/** What an experiment's statistics say, and what may not be said yet. */
@NullMarked
package plumbline.analysis.results;

import org.jspecify.annotations.NullMarked;
