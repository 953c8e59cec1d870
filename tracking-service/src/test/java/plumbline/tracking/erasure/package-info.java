@NullMarked
package plumbline.tracking.erasure;

import org.jspecify.annotations.NullMarked;
