/** OpenFeature's own clients, unmodified, held against the running system. */
@NullMarked
package plumbline.system.clients;

import org.jspecify.annotations.NullMarked;
