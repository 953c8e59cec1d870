@NullMarked
package plumbline.analysis.dashboard.guide;

import org.jspecify.annotations.NullMarked;
