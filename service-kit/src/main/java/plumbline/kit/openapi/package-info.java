/** What REST offers, as an OpenAPI document: from the table of calls and the contracts. */
@NullMarked
package plumbline.kit.openapi;

import org.jspecify.annotations.NullMarked;
