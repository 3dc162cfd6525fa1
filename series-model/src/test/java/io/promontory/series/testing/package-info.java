/**
 * Support shared by the tests of every module: {@link io.promontory.series.testing.Reference} finds
 * the reference data that lies outside the project.
 */
@NullMarked
package io.promontory.series.testing;

import org.jspecify.annotations.NullMarked;
