/** What operators see: metrics, traces, logs, alerts and what to do about each of them. */
@NullMarked
package plumbline.system.monitoring;

import org.jspecify.annotations.NullMarked;
