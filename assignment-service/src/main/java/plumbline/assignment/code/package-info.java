/** Definitions as code: an experiment as one YAML file, read, applied and written. */
@NullMarked
package plumbline.assignment.code;

import org.jspecify.annotations.NullMarked;
