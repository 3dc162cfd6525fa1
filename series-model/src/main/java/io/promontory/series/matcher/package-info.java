/** Label matchers: equality and fully anchored RE2 regular expressions over label values. */
@NullMarked
package io.promontory.series.matcher;

import org.jspecify.annotations.NullMarked;
