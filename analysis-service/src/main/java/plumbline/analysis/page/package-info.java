/** What all pages share: who looks, the frame, live parts, charts, and what goes wrong. */
@NullMarked
package plumbline.analysis.page;

import org.jspecify.annotations.NullMarked;
