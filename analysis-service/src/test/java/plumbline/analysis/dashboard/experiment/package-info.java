@NullMarked
package plumbline.analysis.dashboard.experiment;

import org.jspecify.annotations.NullMarked;
