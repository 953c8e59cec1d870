/**
 * The language in which people say whom an experiment is for and which events count: a bounded part
 * of the Common Expression Language. A service that uses it has dev.cel:cel among its dependencies.
 */
@NullMarked
package plumbline.kit.rule;

import org.jspecify.annotations.NullMarked;
