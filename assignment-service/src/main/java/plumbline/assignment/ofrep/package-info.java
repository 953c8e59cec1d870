/** The OpenFeature Remote Evaluation Protocol: flags by HTTP. */
@NullMarked
package plumbline.assignment.ofrep;

import org.jspecify.annotations.NullMarked;
