/**
 * The rules of this process: {@link io.promontory.frontend.rules.OwnRules} evaluates the rule files
 * of the configuration over all stores, and is one more store with their results. Where the file
 * says so, another server evaluates ({@link io.promontory.frontend.rules.RemoteQueries}), and a
 * lease says which of several processes records ({@link io.promontory.frontend.rules.RuleLease}).
 */
@NullMarked
package io.promontory.frontend.rules;

import org.jspecify.annotations.NullMarked;
