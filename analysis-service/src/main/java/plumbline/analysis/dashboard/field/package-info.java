/** Fields of forms: what they show, and what is typed into them. */
@NullMarked
package plumbline.analysis.dashboard.field;

import org.jspecify.annotations.NullMarked;
