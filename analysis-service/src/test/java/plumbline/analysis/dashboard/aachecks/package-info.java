@NullMarked
package plumbline.analysis.dashboard.aachecks;

import org.jspecify.annotations.NullMarked;
