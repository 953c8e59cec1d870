/** Tests of fields of forms. */
@NullMarked
package plumbline.analysis.dashboard.field;

import org.jspecify.annotations.NullMarked;
