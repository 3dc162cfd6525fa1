/**
 * Regular expressions as Go knows them (RE2 syntax, Go's error texts), matched against whole label
 * values. {@link io.promontory.series.regex.RegexParser} makes a tree; {@link
 * io.promontory.series.regex.RegexPlan} decides most trees by plain string comparison; what is left
 * runs in RE2/J, whose own parser never sees the user's text.
 */
@NullMarked
package io.promontory.series.regex;

import org.jspecify.annotations.NullMarked;
