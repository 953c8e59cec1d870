/** Tests of whole analyses. */
@NullMarked
package plumbline.engine.analysis;

import org.jspecify.annotations.NullMarked;
