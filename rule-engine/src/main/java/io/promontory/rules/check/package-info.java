/** What is odd about rules that are good: {@link io.promontory.rules.check.DuplicateRules}. */
@NullMarked
package io.promontory.rules.check;

import org.jspecify.annotations.NullMarked;
