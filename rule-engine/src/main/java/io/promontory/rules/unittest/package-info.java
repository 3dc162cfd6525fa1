/**
 * Unit tests of rules in the format of {@code promtool test rules}: {@link
 * io.promontory.rules.unittest.TestFileReader} reads a file, {@link
 * io.promontory.rules.unittest.TestRun} runs its tests over series in memory and says what came out
 * otherwise.
 */
@NullMarked
package io.promontory.rules.unittest;

import org.jspecify.annotations.NullMarked;
