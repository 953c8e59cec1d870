/** What {@code make up} shows: two experiments seeded through the public API, and their results. */
@NullMarked
package plumbline.localstack.demo;

import org.jspecify.annotations.NullMarked;
