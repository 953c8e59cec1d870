/** One leader among replicas, on a real database. */
@NullMarked
package plumbline.analysis.lead;

import org.jspecify.annotations.NullMarked;
