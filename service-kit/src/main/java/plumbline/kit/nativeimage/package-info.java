/** What a native executable takes in place of others' code; the signatures are theirs. */
@NullUnmarked
package plumbline.kit.nativeimage;

import org.jspecify.annotations.NullUnmarked;
