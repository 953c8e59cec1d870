/** How an experiment came to where it is, and where all of them have got to. */
@NullMarked
package plumbline.analysis.history;

import org.jspecify.annotations.NullMarked;
