@NullMarked
package plumbline.openfeature;

import org.jspecify.annotations.NullMarked;
