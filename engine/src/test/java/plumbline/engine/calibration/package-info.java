/**
 * Calibration by simulation: experiments whose truth is known go through the real engine, and how
 * often it errs, detects and covers is held to what each method promises. {@code make calibrate}
 * runs it at full size and writes docs/calibration.md; the tests run a short form, and planted
 * faults that have to turn it red.
 */
@NullMarked
package plumbline.engine.calibration;

import org.jspecify.annotations.NullMarked;
