/**
 * When alerts would have fired over past data. {@link Backtest} runs groups of rules through the
 * time in question as the rule engine would have run them; expressions are asked for as ranges over
 * many slots at once, and what rules record is kept in memory, in front of the stores.
 */
@NullMarked
package io.promontory.rules.backtest;

import org.jspecify.annotations.NullMarked;
