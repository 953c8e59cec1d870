@NullMarked
package plumbline.analysis.dashboard.flags;

import org.jspecify.annotations.NullMarked;
