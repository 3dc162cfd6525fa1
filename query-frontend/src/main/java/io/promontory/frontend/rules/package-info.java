/**
 * The rules of this process: {@link io.promontory.frontend.rules.OwnRules} evaluates the rule files
 * of the configuration over all stores, and is one more store with their results.
 */
@NullMarked
package io.promontory.frontend.rules;

import org.jspecify.annotations.NullMarked;
