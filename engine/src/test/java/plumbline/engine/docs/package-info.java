/** The examples of the documents, executed. */
@NullMarked
package plumbline.engine.docs;

import org.jspecify.annotations.NullMarked;
