/** What people are told of, and when. */
@NullMarked
package plumbline.analysis.alarm;

import org.jspecify.annotations.NullMarked;
