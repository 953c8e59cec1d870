@NullMarked
package plumbline.engine.aa;

import org.jspecify.annotations.NullMarked;
