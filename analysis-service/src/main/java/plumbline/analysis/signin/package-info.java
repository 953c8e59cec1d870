/** How a person at a browser shows who they are. */
@NullMarked
package plumbline.analysis.signin;

import org.jspecify.annotations.NullMarked;
