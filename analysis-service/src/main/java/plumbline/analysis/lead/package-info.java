/**
 * One leader among the replicas, by a lease in the database, and the fence around what it writes.
 */
@NullMarked
package plumbline.analysis.lead;

import org.jspecify.annotations.NullMarked;
