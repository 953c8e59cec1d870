/** Replicas that are replaced one after another under load, as a rollout does. */
@NullMarked
package plumbline.system.rolling;

import org.jspecify.annotations.NullMarked;
