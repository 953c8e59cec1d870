/** What people said of experiments: comments, and their verdicts on plans and results. */
@NullMarked
package plumbline.assignment.review;

import org.jspecify.annotations.NullMarked;
