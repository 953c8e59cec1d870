/** Definitions of the contract, read once for every service that needs the same of them. */
@NullMarked
package plumbline.kit.definition;

import org.jspecify.annotations.NullMarked;
